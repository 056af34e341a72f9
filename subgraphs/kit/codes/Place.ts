import { type DistrictLevel, districtLevel } from "./districtCode.ts";

/**
 * Where something is. The city and the province are kept beside the county so that the pages of many
 * divisions, of any level, are each found by equality on an index.
 */
export interface Place {
  districtCode: string;
  cityCode: string;
  provinceCode: string;
}

/** The place of a county, by the prefixes of its code (GB/T 2260). */
export function placeOf(districtCode: string): Place {
  return {
    districtCode,
    cityCode: `${districtCode.slice(0, 4)}00`,
    provinceCode: `${districtCode.slice(0, 2)}0000`,
  };
}

const FIELDS: Record<DistrictLevel, keyof Place> = {
  PROVINCE: "provinceCode",
  CITY: "cityCode",
  COUNTY: "districtCode",
};

/** The field of {@link Place} that holds a division's own code. */
export function placeField(code: string): keyof Place {
  return FIELDS[districtLevel(code)];
}
