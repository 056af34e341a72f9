/** Hours are told in tenths, so that ten points an hour are always whole. */
const MINUTES_PER_TENTH = 6;

export function hoursOf(minutes: number): number {
  return Math.round(minutes / MINUTES_PER_TENTH) / 10;
}

/** Whole minutes for hours told in tenths; `null` when they are told more finely. */
export function minutesOf(hours: number): number | null {
  const tenths = Math.round(hours * 10);
  return Math.abs(hours * 10 - tenths) < 1e-6 ? tenths * MINUTES_PER_TENTH : null;
}

/** Points that service earns: ten an hour. */
export function pointsForMinutes(minutes: number): number {
  return minutes / MINUTES_PER_TENTH;
}
