import type { CallTrace } from "./CallTrace.ts";
import { type Clock, systemClock } from "./Clock.ts";
import { SubgraphFailure, type SubgraphFailureCode } from "./SubgraphFailure.ts";
import type { SubgraphRequest, SubgraphTransport } from "./SubgraphTransport.ts";
import type { BreakerState } from "./withCircuitBreaker.ts";

/** What metrics learn of one call: no text, variable, header or address. */
export interface CallRecord extends Readonly<CallTrace> {
  readonly serviceName: string;
  readonly kind: SubgraphRequest["kind"];
  /** `OK` for any GraphQL response, errors and all; `INTERNAL` for a fault of our own. */
  readonly outcome: "OK" | "INTERNAL" | SubgraphFailureCode;
  /** GraphQL errors in the response. */
  readonly errors: number;
  /** From the call to its answer, waiting and retries included. */
  readonly durationMs: number;
  /** State of the circuit breaker when the call ended; absent without one. */
  readonly breaker?: BreakerState;
}

export interface MetricsOptions {
  /** The subgraph's name. */
  name: string;
  /** Gets one record per call, when it ends. What it throws is ignored: metrics never fail a call. */
  onCall: (record: CallRecord) => void;
  /** Where the breaker's state can be read. */
  breaker?: () => BreakerState;
  clock?: Clock;
}

/** Reports every call to `onCall`. */
export function withMetrics(
  transport: SubgraphTransport,
  { name, onCall, breaker, clock = systemClock }: MetricsOptions,
): SubgraphTransport {
  const report = (
    kind: SubgraphRequest["kind"],
    trace: CallTrace,
    startedAt: number,
    outcome: CallRecord["outcome"],
    errors: number,
  ) => {
    const durationMs = clock.monotonic() - startedAt;
    const state = breaker ? { breaker: breaker() } : {};
    try {
      onCall({ serviceName: name, kind, outcome, errors, durationMs, ...trace, ...state });
    } catch {
      // A fault of the listener, who has been told so in its contract.
    }
  };

  return {
    execute(request, context) {
      const startedAt = clock.monotonic();
      const trace: CallTrace = { retries: 0, hedged: false, shared: false };
      const answer = transport.execute(request, { ...context, trace });
      answer.then(
        ({ errors }) => report(request.kind, trace, startedAt, "OK", errors?.length ?? 0),
        (error) => report(request.kind, trace, startedAt, outcomeOf(error), 0),
      );
      return answer;
    },
    isUp: () => transport.isUp(),
    close: () => transport.close(),
  };
}

const outcomeOf = (error: unknown) => (error instanceof SubgraphFailure ? error.code : "INTERNAL");
