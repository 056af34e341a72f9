import type { Document, Filter } from "mongodb";
import type { DocumentCollection } from "../store/DocumentStore.ts";

/** One group: the value of each key (`null` where the documents have none) and each sum, under their names. */
export type GroupedRow<K extends string, S extends string> = Record<K, unknown> & Record<S, number>;

export interface Grouping<K extends string, S extends string> {
  /** The (dotted) field behind each key. */
  keys: Record<K, string>;
  /** The field each sum adds up; `1` counts. */
  sums: Record<S, string | 1>;
  /** Stages between the filter and the grouping, such as `$unwind`. */
  stages?: readonly Document[];
}

/**
 * Groups documents in the store, in one call; on FerretDB 1.x, which gets only a group's first sum right, in one more
 * for each sum.
 */
export async function groupRows<T extends Document, K extends string, S extends string>(
  collection: DocumentCollection<T>,
  filter: Filter<T>,
  { keys, sums, stages = [] }: Grouping<K, S>,
): Promise<GroupedRow<K, S>[]> {
  const names = Object.keys(keys) as K[];
  const wanted = Object.keys(sums) as S[];
  const read = async (some: readonly S[]): Promise<Document[]> => {
    const totals = some.map((sum) => [sum, { $sum: sums[sum] === 1 ? 1 : `$${sums[sum]}` }]);
    // The last sum counts too: it is never 0 unless the server drops all sums after the first.
    const control = some.length > 1 ? { [CONTROL]: { $sum: 1 } } : {};
    const group = { _id: groupId(keys, names), ...Object.fromEntries(totals), ...control };
    return collection.aggregate([{ $match: filter }, ...stages, { $group: group }]).toArray();
  };
  const together = await read(wanted);
  const isWrong = together.some((row) => row[CONTROL] === 0);
  const answers = isWrong ? await Promise.all(wanted.map((sum) => read([sum]))) : [together];
  return merge(names, wanted, answers.flat());
}

const CONTROL = "control";

/** A single key is grouped by its plain value: an index may know it, and an object costs three times as much. */
function groupId(keys: Record<string, string>, names: readonly string[]): unknown {
  const [only, ...others] = names;
  if (only === undefined) return null;
  if (others.length === 0) return `$${keys[only]}`;
  return Object.fromEntries(names.map((name) => [name, `$${keys[name]}`]));
}

function merge<K extends string, S extends string>(
  names: readonly K[],
  wanted: readonly S[],
  rows: readonly Document[],
): GroupedRow<K, S>[] {
  const groups = new Map<string, GroupedRow<K, S>>();
  for (const { _id, ...totals } of rows) {
    const keyValue = (name: K): unknown => (names.length === 1 ? _id : _id?.[name]) ?? null;
    const values = Object.fromEntries(names.map((name) => [name, keyValue(name)]));
    const key = JSON.stringify(values);
    const known = groups.get(key) ?? { ...values, ...Object.fromEntries(wanted.map((sum) => [sum, 0])) };
    const given = wanted.filter((sum) => sum in totals).map((sum) => [sum, totals[sum]]);
    groups.set(key, { ...known, ...Object.fromEntries(given) } as GroupedRow<K, S>);
  }
  return [...groups.values()];
}
