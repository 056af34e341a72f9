import { TransientMap } from "../../subgraphs/kit/server/TransientMap.ts";
import { type Clock, systemClock } from "./Clock.ts";
import { createDueTimer } from "./createDueTimer.ts";
import { createQueryKey } from "./createQueryKey.ts";
import { SharedCall } from "./SharedCall.ts";
import { SubgraphFailure } from "./SubgraphFailure.ts";
import type { SubgraphTransport } from "./SubgraphTransport.ts";
import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

export interface SharedQueriesOptions extends Partial<Pick<TransportKnobs, "shareAcrossTraces">> {
  /** The subgraph's name, for failures. */
  name: string;
  clock?: Clock;
}

/**
 * Makes one call of identical queries that are in flight at the same time, within one security key and with identical
 * headers. Everybody keeps their own deadline and may go away alone; the call ends when all have. An answer that
 * several callers got is marked `shared`: nobody may change it. Mutations are never shared.
 */
export function withSharedQueries(
  transport: SubgraphTransport,
  {
    name,
    shareAcrossTraces = TRANSPORT_KNOBS.shareAcrossTraces.default,
    clock = systemClock,
  }: SharedQueriesOptions,
): SubgraphTransport {
  const keyOf = createQueryKey({ shareAcrossTraces });
  const calls = new TransientMap<string, SharedCall>();
  const dues = createDueTimer(clock);
  const onEnd = (call: SharedCall) => {
    if (calls.get(call.key) === call) calls.delete(call.key);
  };
  const options = { name, dues, onEnd };

  return {
    execute(request, context) {
      if (request.kind !== "query") return transport.execute(request, context);
      if (context.signal?.aborted) return Promise.reject(new SubgraphFailure(name, "SUBGRAPH_CANCELLED"));
      const variablesText =
        request.variablesText ?? (request.variables ? JSON.stringify(request.variables) : "");
      const key = keyOf(request, variablesText, context);
      const known = calls.get(key);
      if (known) return known.join(context);
      const call = new SharedCall(key, context, options);
      calls.set(key, call);
      const answer = call.join(context);
      transport.execute({ ...request, variablesText }, call.context).then(
        (value) => call.settle(value),
        (error) => call.fail(error),
      );
      return answer;
    },
    isUp: () => transport.isUp(),
    async close() {
      dues.close();
      await transport.close();
    },
  };
}
