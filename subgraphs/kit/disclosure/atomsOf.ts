import type { Document, Filter } from "mongodb";
import { groupRows } from "../statistics/groupRows.ts";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import type { Atom, Value } from "./Family.ts";

/** The documents of a collection as atoms, counted in the store in one call. @param fields one for each column */
export async function atomsOf<T extends Document>(
  collection: DocumentCollection<T>,
  fields: readonly string[],
  filter: Filter<T> = {},
): Promise<Atom[]> {
  const keys = Object.fromEntries(fields.map((field) => [field, field]));
  const rows = await groupRows(collection, filter, { keys, sums: { count: 1 } });
  return rows
    .map(({ count, ...row }) => ({
      values: fields.map((field) => row[field] as Value),
      count: Number(count),
    }))
    .sort((a, b) => (JSON.stringify(a.values) < JSON.stringify(b.values) ? -1 : 1));
}
