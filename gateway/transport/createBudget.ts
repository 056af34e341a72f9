import type { Clock } from "./Clock.ts";
import { createSlidingCounts } from "./createSlidingCounts.ts";

/** Bounds extra calls by the calls made: a subgraph in trouble must not get a multiple of its traffic. */
export interface Budget {
  /** A call was made for its own sake. */
  deposit(): void;
  /** Takes leave for an extra call; false when there is none to be had. */
  withdraw(): boolean;
}

const WINDOW_MS = 10_000;

/** Allows, in any ten seconds, `percent` of the calls made in them and `minPerSecond` for every second. */
export function createBudget(limits: { percent: number; minPerSecond: number }, clock: Clock): Budget {
  const counts = createSlidingCounts(WINDOW_MS, clock);
  const free = (limits.minPerSecond * WINDOW_MS) / 1_000;
  return {
    deposit: () => counts.add(),
    withdraw() {
      if (counts.marked + 1 > (counts.all * limits.percent) / 100 + free) return false;
      counts.mark();
      return true;
    },
  };
}
