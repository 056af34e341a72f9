import type { Clock } from "./Clock.ts";

/** How many events happened lately, and how many of them were marked. */
export interface SlidingCounts {
  readonly all: number;
  readonly marked: number;
  add(): void;
  mark(): void;
  clear(): void;
}

const SLOTS = 10;

/** Counts over the last `windowMs` milliseconds, in tenths of that time: memory does not depend on traffic. */
export function createSlidingCounts(windowMs: number, clock: Clock): SlidingCounts {
  const slotMs = windowMs / SLOTS;
  const allIn = new Float64Array(SLOTS);
  const markedIn = new Float64Array(SLOTS);
  let all = 0;
  let marked = 0;
  let current = Math.floor(clock.monotonic() / slotMs);

  /** The slot of this moment, after those of a window ago were emptied. */
  const slot = () => {
    const now = Math.floor(clock.monotonic() / slotMs);
    for (let steps = Math.min(now - current, SLOTS); steps > 0; steps--) {
      const expired = (now - steps + 1) % SLOTS;
      all -= allIn[expired] ?? 0;
      marked -= markedIn[expired] ?? 0;
      allIn[expired] = 0;
      markedIn[expired] = 0;
    }
    current = Math.max(current, now);
    return current % SLOTS;
  };
  const increment = (counts: Float64Array, at: number) => {
    counts[at] = (counts[at] ?? 0) + 1;
  };

  return {
    get all() {
      slot();
      return all;
    },
    get marked() {
      slot();
      return marked;
    },
    add() {
      increment(allIn, slot());
      all++;
    },
    mark() {
      increment(markedIn, slot());
      marked++;
    },
    clear() {
      allIn.fill(0);
      markedIn.fill(0);
      all = 0;
      marked = 0;
    },
  };
}
