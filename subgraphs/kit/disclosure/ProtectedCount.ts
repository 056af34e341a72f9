/** Why a number is withheld: `enum SuppressionReason` of the schema. */
export type SuppressionReason = "SMALL_CELL" | "COMPLEMENTARY";

/** `type ProtectedCount` of the schema: a number, or the reason why there is none. */
export type ProtectedCount =
  | { value: number; suppressed: false; reason: null }
  | { value: null; suppressed: true; reason: SuppressionReason };

/** A number that everybody may know. */
export const shown = (value: number): ProtectedCount => ({ value, suppressed: false, reason: null });

export const withheld = (reason: SuppressionReason): ProtectedCount => ({
  value: null,
  suppressed: true,
  reason,
});

/** A stored number of people that stands alone, in no table: only small ones are withheld, and nobody is shown as 0. */
export function protectNumber(people: number, threshold: number): ProtectedCount {
  return people === 0 || people >= threshold ? shown(people) : withheld("SMALL_CELL");
}

/** A share of the whole, to four decimals; none where one of the two is withheld, or the whole is nobody. */
export function protectedShare(part: ProtectedCount, whole: ProtectedCount): number | null {
  if (part.value === null || whole.value === null || whole.value === 0) return null;
  return Math.round((part.value / whole.value) * 10_000) / 10_000;
}
