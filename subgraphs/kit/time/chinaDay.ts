const OFFSET_MS = 8 * 3_600_000;

/** The calendar day in China (UTC+8 all year, no summer time) at a point in time, `YYYY-MM-DD`. */
export function chinaDay(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}
