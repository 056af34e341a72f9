/** How long the latest calls took. */
export interface Latencies {
  add(milliseconds: number): void;
  /** The given percentile; `undefined` while too few calls are known. */
  percentile(): number | undefined;
}

const KEPT = 256;
const NEEDED = 32;

/** Remembers the latest 256 durations; the percentile is worked out anew after every 32 of them. */
export function createLatencies(percent: number): Latencies {
  const kept = new Float64Array(KEPT);
  let count = 0;
  let known: number | undefined;
  return {
    add(milliseconds) {
      kept[count++ % KEPT] = milliseconds;
      if (count % NEEDED !== 0) return;
      const sorted = kept.slice(0, Math.min(count, KEPT)).sort();
      known = sorted[Math.ceil((percent / 100) * sorted.length) - 1];
    },
    percentile: () => known,
  };
}
