import type { Document, Filter } from "mongodb";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";

/** One group: the value of each key (`null` where the document has none) and its sums. */
export interface Group<K extends string, S extends string> {
  keys: Record<K, unknown>;
  sums: Record<S, number>;
}

/**
 * Groups documents in the store, in one call; on FerretDB 1.x, which gets only a group's first sum right, in one more
 * for each sum.
 * @param keys field of the document for each key of the group
 * @param sums field to add up for each sum; `1` counts
 */
export async function groupRows<T extends Document, K extends string, S extends string>(
  collection: DocumentCollection<T>,
  filter: Filter<T>,
  { keys, sums }: { keys: Record<K, string>; sums: Record<S, string | 1> },
): Promise<Group<K, S>[]> {
  const names = Object.keys(keys) as K[];
  const wanted = Object.keys(sums) as S[];
  const id = names.length === 0 ? null : Object.fromEntries(names.map((name) => [name, `$${keys[name]}`]));
  const read = async (some: readonly S[]): Promise<Row<S>[]> => {
    const totals = some.map((sum) => [sum, { $sum: sums[sum] === 1 ? 1 : `$${sums[sum]}` }]);
    // The last sum counts too: it is never 0 unless the server drops all sums after the first.
    const group = {
      _id: id,
      ...Object.fromEntries(totals),
      ...(some.length > 1 ? { [CONTROL]: { $sum: 1 } } : {}),
    };
    return collection.aggregate<Row<S>>([{ $match: filter }, { $group: group }]).toArray();
  };
  const together = await read(wanted);
  const isWrong = together.some((row) => row[CONTROL] === 0);
  const answers = isWrong ? await Promise.all(wanted.map((sum) => read([sum]))) : [together];
  return merge(names, wanted, answers.flat());
}

const CONTROL = "control";
type Row<S extends string> = { _id: Record<string, unknown> | null; [CONTROL]?: number } & Partial<
  Record<S, number>
>;

function merge<K extends string, S extends string>(
  names: readonly K[],
  wanted: readonly S[],
  rows: readonly Row<S>[],
): Group<K, S>[] {
  const groups = new Map<string, Group<K, S>>();
  for (const row of rows) {
    const values = Object.fromEntries(names.map((name) => [name, row._id?.[name] ?? null]));
    const key = JSON.stringify(values);
    const none = Object.fromEntries(wanted.map((sum) => [sum, 0])) as Record<S, number>;
    const group = groups.get(key) ?? { keys: values as Record<K, unknown>, sums: none };
    for (const sum of wanted) group.sums[sum] = row[sum] ?? group.sums[sum];
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Groups whose key is a list, once for each value of the list.
 * Here rather than by `$unwind` in the store, which on FerretDB 1.x loses the document's other fields.
 */
export function eachValue<K extends string, S extends string>(
  groups: Group<K, S>[],
  key: NoInfer<K>,
): Group<K, S>[] {
  return groups.flatMap(({ keys, sums }) =>
    (keys[key] as unknown[]).map((value) => ({ keys: { ...keys, [key]: value }, sums })),
  );
}
