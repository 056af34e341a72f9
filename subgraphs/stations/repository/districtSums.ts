import DataLoader from "dataloader";
import type { Document, Filter } from "mongodb";
import { districtPrefix, withinDistrict } from "../../kit/codes/districtCode.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";

/**
 * A figure of divisions of any level, for one request: the divisions asked for at once are one grouped call by
 * county, summed by prefix in memory. A division with nothing in it is zero.
 *
 * @param options.sum what is summed up: a field path such as `$amountFen`; without it documents are counted
 */
export function createDistrictSums<T extends Document>(
  collection: DocumentCollection<T>,
  { filter = {}, sum = 1 }: { filter?: Filter<T>; sum?: string | 1 } = {},
): DataLoader<string, number> {
  return new DataLoader(async (codes) => {
    const places = { $or: codes.map((code) => ({ districtCode: withinDistrict(code) })) };
    const pipeline = [
      { $match: { ...filter, ...places } },
      { $group: { _id: "$districtCode", total: { $sum: sum } } },
    ];
    const rows = await collection.aggregate<{ _id: string; total: number }>(pipeline).toArray();
    return codes.map((code) => {
      const inside = rows.filter(({ _id }) => _id.startsWith(districtPrefix(code)));
      return inside.reduce((total, row) => total + row.total, 0);
    });
  });
}
