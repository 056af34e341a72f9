import type { Document, Filter } from "mongodb";
import { districtLevel, districtPrefix, withinDistrict } from "../../kit/codes/districtCode.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { type Group, groupRows } from "./groupRows.ts";

/** Stands for every district where a district code is asked for. */
export const EVERYWHERE = "";

export interface FigureOptions<K extends string, S extends string> {
  /** Field that holds the district. */
  districtField: string;
  filter?: Document;
  keys?: Record<K, string>;
  sums: Record<S, string | 1>;
}

/**
 * Figures of many districts in one call: grouped by district in the store, summed by prefix here.
 * @param codes divisions of any level, or {@link EVERYWHERE}
 * @returns for each code, in its place, the groups that lie inside
 */
export async function districtFigures<T extends Document, K extends string, S extends string>(
  collection: DocumentCollection<T>,
  codes: readonly string[],
  { districtField, filter = {}, keys, sums }: FigureOptions<K, S>,
): Promise<Group<K | "district", S>[][]> {
  const conditions = [filter, ...insideAny(districtField, codes)];
  const groups = await groupRows(collection, { $and: conditions } as Filter<T>, {
    keys: { ...keys, district: districtField } as Record<K | "district", string>,
    sums,
  });
  return codes.map((code) => {
    const prefix = code === EVERYWHERE ? "" : districtPrefix(code);
    return groups.filter((group) => String(group.keys.district).startsWith(prefix));
  });
}

/** The condition that a district field lies inside any of the codes; none when they cover everything. */
function insideAny(field: string, codes: readonly string[]): Document[] {
  if (codes.includes(EVERYWHERE)) return [];
  const counties = codes.filter((code) => districtLevel(code) === "COUNTY");
  const wider = codes.filter((code) => districtLevel(code) !== "COUNTY");
  const branches = [
    ...(counties.length > 0 ? [{ [field]: { $in: counties } }] : []),
    ...wider.map((code) => ({ [field]: withinDistrict(code) })),
  ];
  return branches.length > 0 ? [{ $or: branches }] : [{ [field]: { $in: [] } }];
}
