import DataLoader from "dataloader";
import type { Document } from "mongodb";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import { createDistrictGroups, type DistrictGrouping } from "./createDistrictGroups.ts";

/**
 * One figure of divisions of any level, for one request: see {@link createDistrictGroups}.
 * @param options.sum the field that is added up; without it documents are counted
 * @returns a loader that answers 0 where there is nothing
 */
export function createDistrictSums<T extends Document>(
  collection: DocumentCollection<T>,
  {
    sum = 1,
    ...options
  }: Pick<DistrictGrouping<never, never>, "districtField" | "filter"> & { sum?: string | 1 } = {},
): DataLoader<string, number> {
  const groups = createDistrictGroups(collection, { ...options, sums: { total: sum } });
  return new DataLoader(async (codes) => {
    const found = await Promise.all(codes.map((code) => groups.load(code)));
    return found.map((rows) => rows.reduce((total, row) => total + row.total, 0));
  });
}
