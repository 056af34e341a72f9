import { districtLevel, districtPrefix, withinDistrict } from "../../kit/codes/districtCode.ts";

/** The filter for documents whose `field` lies in any of these divisions: one call for many districts' figures. */
export function withinAny(field: string, codes: readonly string[]): Record<string, unknown> {
  const counties = codes.filter((code) => districtLevel(code) === "COUNTY");
  const larger = codes.filter((code) => districtLevel(code) !== "COUNTY");
  const conditions = larger.map((code) => ({ [field]: withinDistrict(code) as unknown }));
  if (counties.length > 0) conditions.push({ [field]: { $in: counties } });
  return conditions.length === 1 ? (conditions[0] ?? {}) : { $or: conditions };
}

/** Those of `items` that lie in a division, by the county code each carries. */
export function itemsWithin<T>(items: readonly T[], code: string, countyOf: (item: T) => string): T[] {
  const prefix = districtPrefix(code);
  return items.filter((item) => countyOf(item).startsWith(prefix));
}
