/** How well an institution is staffed with medical social workers for the population it serves. */
export interface Staffing {
  /** Medical social workers in post. */
  workerCount: number;
  /** Of these per 100,000 people served, rounded to two decimals. */
  workersPer100k: number;
  /** Sorts the neediest first: fewer workers per person, then the larger population. */
  needOrder: number;
}

/** Most people one institution may serve; {@link staffingOf} relies on it to pack its order into one number. */
export const MAX_POPULATION = 100_000_000;

/** Nine workers for every person: beyond all practice, and the most that keeps the order an exact integer. */
const MOST_HUNDREDTHS = 90_000_000;

/** At most this many workers per 100,000 people make a weak base (基础薄弱), unless the caller says otherwise. */
export const WEAK_BASE_LIMIT = 2;

/** @param populationServed 1 to {@link MAX_POPULATION} */
export function staffingOf(workerCount: number, populationServed: number): Staffing {
  const hundredths = Math.round((workerCount * 10_000_000) / populationServed);
  return {
    workerCount,
    workersPer100k: hundredths / 100,
    needOrder: Math.min(hundredths, MOST_HUNDREDTHS) * MAX_POPULATION - populationServed,
  };
}
