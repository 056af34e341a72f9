import { type Clock, systemClock } from "./Clock.ts";
import { createSlidingCounts } from "./createSlidingCounts.ts";
import { SubgraphFailure } from "./SubgraphFailure.ts";
import type { SubgraphTransport } from "./SubgraphTransport.ts";
import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

type BreakerKnobs =
  | "breakerFailureRatio"
  | "breakerMinCalls"
  | "breakerWindowMs"
  | "breakerOpenMs"
  | "breakerProbes"
  | "breakerMinTimeoutMs";

export interface CircuitBreakerOptions extends Partial<Pick<TransportKnobs, BreakerKnobs>> {
  /** The subgraph's name, for failures. */
  name: string;
  clock?: Clock;
}

/** `closed`: calls pass; `open`: none does; `half-open`: a few try whether the subgraph is back. */
export type BreakerState = "closed" | "open" | "half-open";

export interface BreakingTransport extends SubgraphTransport {
  readonly breaker: BreakerState;
}

/** What one call says about the subgraph's health; `nothing` when it ended for reasons of its caller. */
type Verdict = "well" | "ill" | "nothing";

/**
 * Leaves a subgraph alone that keeps failing: calls then fail at once with `SUBGRAPH_CIRCUIT_OPEN`, which spares the
 * client the wait and the subgraph the load. After a rest a few probes decide whether it is back.
 */
export function withCircuitBreaker(
  transport: SubgraphTransport,
  {
    name,
    breakerFailureRatio = TRANSPORT_KNOBS.breakerFailureRatio.default,
    breakerMinCalls = TRANSPORT_KNOBS.breakerMinCalls.default,
    breakerWindowMs = TRANSPORT_KNOBS.breakerWindowMs.default,
    breakerOpenMs = TRANSPORT_KNOBS.breakerOpenMs.default,
    breakerProbes = TRANSPORT_KNOBS.breakerProbes.default,
    breakerMinTimeoutMs = TRANSPORT_KNOBS.breakerMinTimeoutMs.default,
    clock = systemClock,
  }: CircuitBreakerOptions,
): BreakingTransport {
  const calls = createSlidingCounts(breakerWindowMs, clock);
  let state: BreakerState = "closed";
  let restsUntil = 0;
  let probing = 0;
  let recovered = 0;
  /** Grows with every change of state: what a call says counts only in the state it was made in. */
  let period = 0;

  const enter = (next: BreakerState) => {
    state = next;
    period++;
    probing = 0;
    recovered = 0;
    calls.clear();
    if (next === "open") restsUntil = clock.monotonic() + breakerOpenMs;
  };

  const judge = (error: unknown, startedAt: number): Verdict => {
    if (!(error instanceof SubgraphFailure)) return "nothing";
    // One query with a huge answer must not take the subgraph from everybody else.
    if (error.tooLarge) return "well";
    if (error.code === "SUBGRAPH_TIMEOUT")
      return clock.monotonic() - startedAt >= breakerMinTimeoutMs ? "ill" : "nothing";
    return error.code === "SUBGRAPH_UNREACHABLE" || error.code === "SUBGRAPH_BAD_RESPONSE"
      ? "ill"
      : "nothing";
  };

  const note = (verdict: Verdict, inPeriod: number) => {
    if (inPeriod !== period) return;
    if (state === "half-open") {
      probing--;
      if (verdict === "ill") enter("open");
      else if (verdict === "well" && ++recovered >= breakerProbes) enter("closed");
    } else if (verdict !== "nothing") {
      calls.add();
      if (verdict === "well") return;
      calls.mark();
      const { all, marked } = calls;
      if (all >= breakerMinCalls && marked / all >= breakerFailureRatio) enter("open");
    }
  };

  /** Whether a call may be made now; a rest that is over ends with the first call after it. */
  const isAdmitted = () => {
    if (state === "closed") return true;
    if (state === "open") {
      if (clock.monotonic() < restsUntil) return false;
      enter("half-open");
    }
    if (probing + recovered >= breakerProbes) return false;
    probing++;
    return true;
  };

  return {
    get breaker() {
      return state === "open" && clock.monotonic() >= restsUntil ? "half-open" : state;
    },
    execute(request, context) {
      if (!isAdmitted()) return Promise.reject(new SubgraphFailure(name, "SUBGRAPH_CIRCUIT_OPEN"));
      const inPeriod = period;
      const startedAt = clock.monotonic();
      const answer = transport.execute(request, context);
      answer.then(
        () => note("well", inPeriod),
        (error) => note(judge(error, startedAt), inPeriod),
      );
      return answer;
    },
    isUp: () => transport.isUp(),
    close: () => transport.close(),
  };
}
