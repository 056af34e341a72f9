import type { Document, Filter } from "mongodb";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";

/** One group: the value of each grouped field under its alias, and how many documents have them. */
export type GroupCount<K extends string> = Record<K, unknown> & { count: number };

/**
 * How many documents share each combination of fields, in one database call.
 * @param fields at least one alias → field path
 * @param options.unwind an array field to take apart first, one document per element; then `having` is applied
 */
export async function groupCounts<T extends Document, K extends string>(
  collection: DocumentCollection<T>,
  filter: Filter<T>,
  fields: Readonly<Record<K, string>>,
  { unwind, having = {} }: { unwind?: string; having?: Document } = {},
): Promise<GroupCount<K>[]> {
  const aliases = Object.keys(fields) as K[];
  const paths = aliases.map((alias) => `$${fields[alias]}`);
  // A single field is grouped by its plain value: an object as key costs the embedded engine three times as much.
  const isSingle = aliases.length === 1;
  const key = isSingle ? paths[0] : Object.fromEntries(paths.map((path, i) => [aliases[i], path]));
  const groups = await collection
    .aggregate<{ _id: unknown; count: number }>([
      { $match: filter },
      ...(unwind ? [{ $unwind: `$${unwind}` }, { $match: having }] : []),
      { $group: { _id: key, count: { $sum: 1 } } },
    ])
    .toArray();
  return groups.map(({ _id, count }) => {
    const values = isSingle ? { [aliases[0] as K]: _id } : (_id as object);
    return { ...values, count } as GroupCount<K>;
  });
}
