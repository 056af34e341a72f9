import { districtPrefix } from "./districtCode.ts";
import { EVERYWHERE } from "./withinAnyDistrict.ts";

/** Whether a county lies in a division, or is that division; every county lies in {@link EVERYWHERE}. */
export function isWithinDistrict(countyCode: string, division: string): boolean {
  return division === EVERYWHERE || countyCode.startsWith(districtPrefix(division));
}
