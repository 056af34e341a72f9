/** Hours are stored as whole minutes. */
export const minutesOf = (hours: number): number => Math.round(hours * 60);
export const hoursOf = (minutes: number): number => minutes / 60;

/** Money is stored as whole fen. */
export const fenOf = (yuan: number): number => Math.round(yuan * 100);
export const yuanOf = (fen: number): number => fen / 100;

/** A share of 0 to 1 with four decimals; `null` of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}
