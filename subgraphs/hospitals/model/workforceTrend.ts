/** How many posts began in one year and ended in another (`null`: not ended). */
export interface TenureCount {
  appointedYear: number;
  endedYear: number | null;
  count: number;
}

export interface YearCount {
  year: number;
  count: number;
}

/** Those whose post has not ended. */
export function inPostNow(tenures: readonly TenureCount[]): number {
  return sum(tenures.filter(({ endedYear }) => endedYear === null));
}

/**
 * Those in post at the end of each year, from the first appointment to `lastYear`: appointed by then and not ended by
 * then. Empty when nobody was ever appointed.
 */
export function inPostAtYearEnds(tenures: readonly TenureCount[], lastYear: number): YearCount[] {
  return yearsSince(tenures, lastYear).map((year) => ({
    year,
    count: sum(
      tenures.filter(
        ({ appointedYear, endedYear }) => appointedYear <= year && (endedYear === null || endedYear > year),
      ),
    ),
  }));
}

/** Posts that began in each year, from the first appointment to `lastYear`. */
export function begunInYears(tenures: readonly TenureCount[], lastYear: number): YearCount[] {
  return yearsSince(tenures, lastYear).map((year) => ({
    year,
    count: sum(tenures.filter(({ appointedYear }) => appointedYear === year)),
  }));
}

function yearsSince(tenures: readonly TenureCount[], lastYear: number): number[] {
  const first = tenures.reduce((least, { appointedYear }) => Math.min(least, appointedYear), lastYear + 1);
  return Array.from({ length: lastYear - first + 1 }, (_, index) => first + index);
}

function sum(tenures: readonly TenureCount[]): number {
  return tenures.reduce((total, { count }) => total + count, 0);
}
