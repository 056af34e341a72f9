import { districtLevel } from "../codes/districtCode.ts";
import { placeOf } from "../codes/Place.ts";
import type { Place } from "./Family.ts";

/** Names of the levels of a division, where a family has several kinds of division. */
type LevelNames = readonly [province: string, city: string, county: string];

export const DISTRICT_LEVELS: LevelNames = ["province", "city", "county"];

/** A county's places: its province, its city, itself. */
export function districtPlaces(county: string, [province, city, own] = DISTRICT_LEVELS): Place[] {
  const { provinceCode, cityCode } = placeOf(county);
  return [
    { level: province, label: provinceCode },
    { level: city, label: cityCode },
    { level: own, label: county },
  ];
}

/** The place of a division of any level. */
export function divisionPlace(code: string, [province, city, county] = DISTRICT_LEVELS): Place {
  return { level: { PROVINCE: province, CITY: city, COUNTY: county }[districtLevel(code)], label: code };
}
