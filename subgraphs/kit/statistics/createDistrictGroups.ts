import DataLoader from "dataloader";
import type { Document, Filter } from "mongodb";
import { isWithinDistrict } from "../codes/isWithinDistrict.ts";
import { withinAnyDistrict } from "../codes/withinAnyDistrict.ts";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import { type GroupedRow, type Grouping, groupRows } from "./groupRows.ts";

export interface DistrictGrouping<K extends string, S extends string>
  extends Pick<Grouping<never, S>, "sums"> {
  /** The field that holds the county, `districtCode` unless told. */
  districtField?: string;
  filter?: Document;
  keys?: Record<K, string>;
}

/**
 * Groups inside divisions of any level (or `EVERYWHERE`), for one request: the divisions asked for at once are one grouped
 * call by county; each gets the groups that lie inside it.
 */
export function createDistrictGroups<T extends Document, K extends string, S extends string>(
  collection: DocumentCollection<T>,
  { districtField = "districtCode", filter = {}, keys, sums }: DistrictGrouping<K, S>,
): DataLoader<string, GroupedRow<K | "district", S>[]> {
  return new DataLoader(async (codes) => {
    const conditions = [filter, withinAnyDistrict(districtField, codes)].filter(
      (condition) => Object.keys(condition).length > 0,
    );
    const rows = await groupRows(
      collection,
      (conditions.length > 0 ? { $and: conditions } : {}) as Filter<T>,
      {
        keys: { ...keys, district: districtField } as Record<K | "district", string>,
        sums,
      },
    );
    return codes.map((code) => rows.filter(({ district }) => isWithinDistrict(String(district), code)));
  });
}
