import type { Clock } from "../Clock.ts";

/** A clock that stands still until it is told to move on. */
export interface FakeClock extends Clock {
  /** Moves on, running the timers that come due on the way, and lets promises settle after each. */
  advance(milliseconds: number): Promise<void>;
  /** Timers that are set and have not fired. */
  readonly timers: number;
}

/** Lets everything run that only waits for promises. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function fakeClock(start = 1_800_000_000_000): FakeClock {
  let now = start;
  const timers = new Map<object, { at: number; callback: () => void }>();
  const nextUntil = (end: number) =>
    [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  return {
    now: () => now,
    monotonic: () => now - start,
    setTimeout(callback, milliseconds) {
      const handle = {};
      timers.set(handle, { at: now + milliseconds, callback });
      return handle;
    },
    clearTimeout: (handle) => void timers.delete(handle),
    async advance(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (let next = nextUntil(end); next; next = nextUntil(end)) {
        const [handle, { at, callback }] = next;
        timers.delete(handle);
        now = Math.max(now, at);
        callback();
        await settle();
      }
      now = end;
    },
    get timers() {
      return timers.size;
    },
  };
}
