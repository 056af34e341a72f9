import { districtLevel } from "../../kit/codes/districtCode.ts";
import { placeOf } from "../../kit/codes/Place.ts";
import { DISTRICTS } from "../../kit/sample/districts.ts";
import type { DistrictDocument } from "../model/District.ts";

/** Every division of the sample, each below its city where the sample has it, else below its province. */
export function sampleDistricts(): DistrictDocument[] {
  const known = new Set(DISTRICTS.map(({ code }) => code));
  return DISTRICTS.map(({ code, name }) => {
    const { cityCode, provinceCode } = placeOf(code);
    const above = [cityCode, provinceCode].find((parent) => parent !== code && known.has(parent));
    const level = districtLevel(code);
    return { _id: code, name, level, parentCode: level === "PROVINCE" ? null : (above ?? null) };
  });
}
