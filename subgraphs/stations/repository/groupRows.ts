import type { Document, Filter } from "mongodb";
import { badInput } from "../../kit/graphql/badInput.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";

const MAX_DIMENSIONS = 3;

type Key = string | number | null;

/** A row: the value of each dimension asked for (`null` where the documents have none), and the sums. */
export interface GroupedRow {
  keys: Record<string, Key>;
  sums: Record<string, number>;
}

/**
 * Counts and sums by up to three dimensions, grouped in the store: one call per sum whatever the number of documents.
 * Rows are sorted by their keys in the order asked for, `null` last.
 *
 * @param fields the stored field behind each dimension
 * @param sums what each sum adds up: a field path such as `$amountFen`, or 1 to count
 * @throws GraphQLError `BAD_USER_INPUT` when `groupBy` is empty, repeats a dimension or has more than three
 */
export async function groupRows<T extends Document, D extends string>(
  collection: DocumentCollection<T>,
  {
    groupBy,
    fields,
    filter,
    sums,
  }: {
    groupBy: readonly D[];
    fields: Record<D, string>;
    filter: Filter<T>;
    sums: Record<string, string | number>;
  },
): Promise<GroupedRow[]> {
  const isDistinct = new Set(groupBy).size === groupBy.length;
  if (groupBy.length < 1 || groupBy.length > MAX_DIMENSIONS || !isDistinct) {
    throw badInput(`"groupBy" names 1 to ${MAX_DIMENSIONS} dimensions, each once`);
  }
  const id = Object.fromEntries(groupBy.map((dimension) => [dimension, `$${fields[dimension]}`]));
  const rows = new Map<string, GroupedRow>();
  // One call per sum: FerretDB 1.x gets only the first accumulator of a `$group` right.
  const summed = Object.entries(sums).map(async ([name, value]) => {
    const pipeline = [{ $match: filter }, { $group: { _id: id, total: { $sum: value } } }];
    const found = await collection.aggregate<{ _id: Record<string, Key>; total: number }>(pipeline).toArray();
    for (const { _id, total } of found) {
      const key = JSON.stringify(groupBy.map((dimension) => _id[dimension] ?? null));
      const row = rows.get(key) ?? { keys: _id, sums: {} };
      row.sums[name] = total;
      rows.set(key, row);
    }
  });
  await Promise.all(summed);
  return [...rows.values()].sort((a, b) => compareKeys(groupBy, a.keys, b.keys));
}

function compareKeys(order: readonly string[], a: Record<string, Key>, b: Record<string, Key>): number {
  for (const name of order) {
    const [left, right] = [a[name] ?? null, b[name] ?? null];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
