import type { Filter, OptionalUnlessRequiredId } from "mongodb";
import { type DocumentCollection, isDuplicateKey } from "../store/DocumentStore.ts";
import { type Created, findCreated } from "./findCreated.ts";

/**
 * Inserts what an act under a client's key creates; of several such acts one inserts, the others get its document.
 * @param identity what finds the document of an earlier act, if not its `_id`
 * @throws UserFailure `CONFLICT` when the key was used for something else
 * @throws the store's duplicate-key error when another unique index refuses the document
 */
export async function insertOnce<T extends Created>(
  collection: DocumentCollection<T>,
  document: T & { contentHash: string },
  identity: Filter<T> = { _id: document._id } as Filter<T>,
): Promise<{ document: T; created: boolean }> {
  try {
    await collection.insertOne(document as unknown as OptionalUnlessRequiredId<T>);
    return { document, created: true };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const earlier = await findCreated(collection, identity, document.contentHash);
    if (earlier === null) throw error;
    return { document: earlier as T, created: false };
  }
}
