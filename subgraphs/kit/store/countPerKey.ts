import type { Document, Filter } from "mongodb";
import type { DocumentCollection } from "./DocumentStore.ts";
import { withKey } from "./withKey.ts";

/**
 * How many documents each key has, in one database call. `keyField` holds one string per document; an index that starts
 * with it (and with the filter's fields) answers without reading documents.
 *
 * @returns every asked key, with 0 when it has no documents.
 */
export async function countPerKey<T extends Document>(
  collection: DocumentCollection<T>,
  keyField: string,
  keys: readonly string[],
  filter?: Filter<T>,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>(keys.map((key) => [key, 0]));
  if (counts.size === 0) return counts;
  const groups = collection.aggregate<{ _id: string; count: number }>([
    { $match: withKey(keyField, { $in: [...counts.keys()] }, filter) },
    { $group: { _id: `$${keyField}`, count: { $sum: 1 } } },
  ]);
  for (const { _id, count } of await groups.toArray()) counts.set(_id, count);
  return counts;
}
