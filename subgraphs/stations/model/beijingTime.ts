const OFFSET = 8 * 3_600_000;

/** The day (`YYYY-MM-DD`) a moment falls on in China, which has one zone, UTC+8, all year. */
export function beijingDay(moment: Date): string {
  return new Date(moment.getTime() + OFFSET).toISOString().slice(0, 10);
}

/** The month a moment falls in in China, such as `2024-10`. */
export function beijingMonth(moment: Date): string {
  return beijingDay(moment).slice(0, 7);
}

/** The year a moment falls in in China. */
export function beijingYear(moment: Date): number {
  return Number(beijingDay(moment).slice(0, 4));
}
