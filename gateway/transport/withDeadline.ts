import { type Clock, systemClock } from "./Clock.ts";
import { SubgraphFailure } from "./SubgraphFailure.ts";
import type { SubgraphTransport } from "./SubgraphTransport.ts";
import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

export interface DeadlineOptions extends Partial<Pick<TransportKnobs, "timeoutMs">> {
  /** The subgraph's name, for failures. */
  name: string;
  clock?: Clock;
}

/**
 * Gives every call a deadline: its own, or `timeoutMs` from now if that is sooner. Waiting for a place, all attempts
 * and the pauses between them happen before it. A call whose deadline has passed is not made (`SUBGRAPH_TIMEOUT`).
 */
export function withDeadline(
  transport: SubgraphTransport,
  { name, timeoutMs = TRANSPORT_KNOBS.timeoutMs.default, clock = systemClock }: DeadlineOptions,
): SubgraphTransport {
  return {
    execute(request, context) {
      const now = clock.now();
      const deadline = Math.min(context.deadline ?? Number.POSITIVE_INFINITY, now + timeoutMs);
      if (deadline <= now) return Promise.reject(new SubgraphFailure(name, "SUBGRAPH_TIMEOUT"));
      return transport.execute(request, { ...context, deadline });
    },
    isUp: () => transport.isUp(),
    close: () => transport.close(),
  };
}
