/** The year of a day. */
export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
