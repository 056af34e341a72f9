const OFFSET = 8 * 3_600_000;

/** The calendar day in China (UTC+8 all year) at a point in time, `YYYY-MM-DD`. */
export function chinaDay(at: Date): string {
  return new Date(at.getTime() + OFFSET).toISOString().slice(0, 10);
}

/** The point in time at which a day begins in China. */
export function startOfChinaDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET);
}

/** The year of a day (`YYYY-MM-DD`). */
export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
