import { type Clock, systemClock } from "./Clock.ts";
import { createBudget } from "./createBudget.ts";
import { createLatencies } from "./createLatencies.ts";
import { HedgedCall } from "./HedgedCall.ts";
import type { SubgraphAnswer, SubgraphTransport } from "./SubgraphTransport.ts";
import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

type HedgingKnobs = "hedgePercentile" | "hedgeMinDelayMs" | "hedgePercent";

export interface HedgingOptions extends Partial<Pick<TransportKnobs, HedgingKnobs>> {
  clock?: Clock;
}

/**
 * Sends a query a second time when its answer takes longer than most of the latest ones did, takes whichever answer
 * comes first and cancels the other. Nothing is hedged until 32 answers have shown what is usual. The second queries
 * come out of a budget; mutations are sent once.
 */
export function withHedging(
  transport: SubgraphTransport,
  {
    hedgePercentile = TRANSPORT_KNOBS.hedgePercentile.default,
    hedgeMinDelayMs = TRANSPORT_KNOBS.hedgeMinDelayMs.default,
    hedgePercent = TRANSPORT_KNOBS.hedgePercent.default,
    clock = systemClock,
  }: HedgingOptions = {},
): SubgraphTransport {
  const budget = createBudget({ percent: hedgePercent, minPerSecond: 0 }, clock);
  const latencies = createLatencies(hedgePercentile);

  return {
    execute(request, context) {
      if (request.kind !== "query" || context.signal?.aborted) return transport.execute(request, context);
      budget.deposit();
      const usual = latencies.percentile();
      const startedAt = clock.monotonic();
      const answer =
        usual === undefined
          ? transport.execute(request, context)
          : new Promise<SubgraphAnswer>((resolve, reject) => {
              const call = { transport, request, context, clock, mayHedge: budget.withdraw, resolve, reject };
              new HedgedCall(call, Math.max(usual, hedgeMinDelayMs));
            });
      answer.then(
        () => latencies.add(clock.monotonic() - startedAt),
        () => {},
      );
      return answer;
    },
    isUp: () => transport.isUp(),
    close: () => transport.close(),
  };
}
