import DataLoader from "dataloader";
import type { Document, Filter, WithId } from "mongodb";
import type { DocumentCollection } from "../store/DocumentStore.ts";

/**
 * All documents of a parent, for one request and in one database call: only for lists that are small by nature
 * (a worker's certificates); lists that grow are connections.
 */
export function createListLoader<T extends Document>(
  collection: DocumentCollection<T>,
  keyField: string,
  { filter = {}, sort = { _id: 1 } }: { filter?: Filter<T>; sort?: Record<string, 1 | -1> } = {},
): DataLoader<string, WithId<T>[]> {
  return new DataLoader(async (keys) => {
    const condition = { ...filter, [keyField]: { $in: [...keys] } } as Filter<T>;
    const found = await collection.find(condition, { sort }).toArray();
    const byKey = new Map<unknown, WithId<T>[]>(keys.map((key) => [key, []]));
    for (const document of found) byKey.get((document as Record<string, unknown>)[keyField])?.push(document);
    return keys.map((key) => byKey.get(key) ?? []);
  });
}
