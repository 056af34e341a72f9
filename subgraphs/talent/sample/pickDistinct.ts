import type { Random } from "../../kit/sample/Random.ts";

/**
 * `count` different items of the first `limit`, or all of them where there are fewer, in the list's order
 * (Floyd's algorithm: the cost does not grow with the list).
 */
export function pickDistinct<T>(
  items: readonly T[],
  { count, limit = items.length }: { count: number; limit?: number },
  random: Random,
): T[] {
  const wanted = Math.min(count, limit);
  const chosen = new Set<number>();
  for (let last = limit - wanted; last < limit; last++) {
    const index = random.int(0, last);
    chosen.add(chosen.has(index) ? last : index);
  }
  return [...chosen].sort((a, b) => a - b).map((index) => items[index] as T);
}

/** How many of the items, which are sorted by their day, lie on `day` or before. */
export function countUntil<T>(items: readonly T[], dayOf: (item: T) => string, day: string): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dayOf(items[middle] as T) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
