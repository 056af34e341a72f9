import { TransientSet } from "../../subgraphs/kit/server/TransientSet.ts";
import { type Clock, systemClock } from "./Clock.ts";
import { createDueTimer, type Due } from "./createDueTimer.ts";
import { onCancel } from "./onCancel.ts";
import { SubgraphFailure, type SubgraphFailureCode } from "./SubgraphFailure.ts";
import type { CallContext, SubgraphAnswer, SubgraphRequest, SubgraphTransport } from "./SubgraphTransport.ts";
import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

export interface ConcurrencyLimitOptions extends Partial<Pick<TransportKnobs, "maxInFlight" | "maxQueue">> {
  /** The subgraph's name, for failures. */
  name: string;
  clock?: Clock;
}

/** A transport with bounded concurrency, and how full it is. */
export interface LimitedTransport extends SubgraphTransport {
  readonly inFlight: number;
  readonly queued: number;
}

interface Waiter extends Due {
  start(): void;
  fail(code: SubgraphFailureCode): void;
}

/**
 * At most `maxInFlight` calls at a time; up to `maxQueue` more wait in order of arrival. One too many fails at once with
 * `SUBGRAPH_OVERLOADED`; one that waits until its deadline fails with `SUBGRAPH_TIMEOUT`, and one whose caller goes
 * away with `SUBGRAPH_CANCELLED`, without having been sent.
 */
export function withConcurrencyLimit(
  transport: SubgraphTransport,
  {
    name,
    maxInFlight = TRANSPORT_KNOBS.maxInFlight.default,
    maxQueue = TRANSPORT_KNOBS.maxQueue.default,
    clock = systemClock,
  }: ConcurrencyLimitOptions,
): LimitedTransport {
  const dues = createDueTimer(clock);
  const queue = new TransientSet<Waiter>();
  let inFlight = 0;

  const finish = () => {
    inFlight--;
    if (queue.size > 0) for (const waiter of queue) return waiter.start();
  };
  const run = (request: SubgraphRequest, context: CallContext) => {
    inFlight++;
    const answer = transport.execute(request, context);
    answer.then(finish, finish);
    return answer;
  };
  const wait = (request: SubgraphRequest, context: CallContext) =>
    new Promise<SubgraphAnswer>((resolve, reject) => {
      const leave = () => {
        queue.delete(waiter);
        dues.delete(waiter);
        context.signal?.removeEventListener("abort", cancel);
      };
      const waiter: Waiter = {
        get due() {
          return context.deadline ?? Number.POSITIVE_INFINITY;
        },
        onDue: () => waiter.fail("SUBGRAPH_TIMEOUT"),
        start() {
          leave();
          resolve(run(request, context));
        },
        fail(code) {
          leave();
          reject(new SubgraphFailure(name, code));
        },
      };
      const cancel = () => waiter.fail("SUBGRAPH_CANCELLED");
      queue.add(waiter);
      dues.add(waiter);
      if (context.signal) onCancel(context.signal, cancel);
    });

  return {
    get inFlight() {
      return inFlight;
    },
    get queued() {
      return queue.size;
    },
    execute(request, context) {
      if (inFlight < maxInFlight) return run(request, context);
      if (context.signal?.aborted) return Promise.reject(new SubgraphFailure(name, "SUBGRAPH_CANCELLED"));
      if (queue.size >= maxQueue) return Promise.reject(new SubgraphFailure(name, "SUBGRAPH_OVERLOADED"));
      return wait(request, context);
    },
    isUp: () => transport.isUp(),
    async close() {
      for (const waiter of queue) waiter.fail("SUBGRAPH_CANCELLED");
      dues.close();
      await transport.close();
    },
  };
}
