import type { Document } from "mongodb";
import { districtLevel, withinDistrict } from "./districtCode.ts";

/** Stands for the whole country where a district code is asked for. */
export const EVERYWHERE = "";

/** The filter for documents whose `field` lies in any of these divisions: one call for the figures of many. */
export function withinAnyDistrict(field: string, codes: readonly string[]): Document {
  if (codes.includes(EVERYWHERE)) return {};
  const counties = codes.filter((code) => districtLevel(code) === "COUNTY");
  const larger = codes.filter((code) => districtLevel(code) !== "COUNTY");
  const conditions: Document[] = larger.map((code) => ({ [field]: withinDistrict(code) }));
  if (counties.length > 0 || larger.length === 0) conditions.push({ [field]: { $in: counties } });
  return conditions.length === 1 ? (conditions[0] ?? {}) : { $or: conditions };
}
