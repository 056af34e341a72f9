import type { DistrictLevel } from "../../kit/codes/districtCode.ts";

/** An administrative division; `_id` is its GB/T 2260 code. */
export interface DistrictDocument {
  _id: string;
  name: string;
  level: DistrictLevel;
  /** `null` for a province. */
  parentCode: string | null;
}
