const DAY = 86_400_000;
const CHINA_OFFSET = 8 * 3_600_000;

/** The calendar day of a point in time in China (UTC+8, no summer time), `YYYY-MM-DD`. */
export function chinaDay(at: Date): string {
  return new Date(at.getTime() + CHINA_OFFSET).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The same day `months` later; the last day of the month where that month is shorter. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** The same day `years` later; 28 February for a 29th that does not exist. */
export function addYears(day: string, years: number): string {
  return addMonths(day, years * 12);
}

export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
