import type { Fetch } from "../plan/compileFetch.ts";

/** Beyond the patience, a call is slow only when it takes so many times as long as the longest that was answered. */
const SLOW_RATIO = 2;

/** Which fetches of a run are being asked for, and which of those take too long for others to wait for. */
export class FetchProgress {
  /** Set once a call was found slow. */
  hasSlowCalls = false;
  readonly #patienceMs: number;
  readonly #now: () => number;
  /** By a fetch's index; undefined where it is not asked for yet, or answered. */
  readonly #askedAt: (number | undefined)[] = [];
  #longestMs = 0;

  constructor(patienceMs: number, now: () => number) {
    this.#patienceMs = patienceMs;
    this.#now = now;
  }

  begin(fetches: readonly Fetch[]): void {
    const time = this.#now();
    for (const { index } of fetches) this.#askedAt[index] = time;
  }

  end(fetches: readonly Fetch[]): void {
    const time = this.#now();
    for (const { index } of fetches) {
      this.#longestMs = Math.max(this.#longestMs, time - (this.#askedAt[index] ?? time));
      this.#askedAt[index] = undefined;
    }
  }

  /** Whether a fetch cannot come soon, because it comes after a call that is slow. */
  isHeldUp({ after }: Fetch): boolean {
    const slowSince = this.#now() - Math.max(this.#patienceMs, SLOW_RATIO * this.#longestMs);
    return after.some((index) => (this.#askedAt[index] ?? Number.POSITIVE_INFINITY) < slowSince);
  }
}
