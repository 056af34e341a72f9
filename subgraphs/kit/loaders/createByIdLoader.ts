import DataLoader from "dataloader";
import type { Document, Filter, WithId } from "mongodb";
import type { DocumentCollection } from "../store/DocumentStore.ts";

/**
 * Documents by a unique field (`_id` unless told), for one request: any number of look-ups is one database call.
 * An unknown key is `null`, in its place, as the Federation specification asks of reference resolvers.
 */
export function createByIdLoader<T extends Document>(
  collection: DocumentCollection<T>,
  field = "_id",
): DataLoader<string, WithId<T> | null> {
  return new DataLoader(async (ids) => {
    const found = await collection.find({ [field]: { $in: [...ids] } } as Filter<T>).toArray();
    const byId = new Map(found.map((document) => [(document as Record<string, unknown>)[field], document]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
