const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The calendar day in China Standard Time (UTC+8, no daylight saving) at a point in time, `YYYY-MM-DD`. */
export function localDay(at: Date): string {
  return new Date(at.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** The moment a calendar day begins in China Standard Time; `days` later when told. */
export function startOfLocalDay(day: string, days = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - CHINA_OFFSET_MS + days * 86_400_000);
}
