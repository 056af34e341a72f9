import type { Filter } from "mongodb";
import type { DistrictLevel } from "../../kit/codes/districtCode.ts";
import type { DistrictDocument } from "../model/District.ts";
import type { StationsCollections } from "./collections.ts";

/** Divisions by code. Not a connection: the divisions of the country are a bounded set. */
export function findDistricts(
  { districts }: StationsCollections,
  { level, parentCode }: { level?: DistrictLevel | null; parentCode?: string | null },
): Promise<DistrictDocument[]> {
  const filter: Filter<DistrictDocument> = {
    ...(level ? { level } : {}),
    ...(parentCode ? { parentCode } : {}),
  };
  return districts.find(filter, { sort: { _id: 1 } }).toArray();
}
