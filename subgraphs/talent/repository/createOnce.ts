import type { Document, Filter, OptionalUnlessRequiredId, WithId } from "mongodb";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";

/**
 * Inserts a document whose identity comes from the client's key, or answers the one an earlier call inserted.
 * @param identity what finds the earlier one
 * @throws UserFailure CONFLICT when the key was used for other content
 * @throws the store's duplicate-key error when another unique index refused the document
 */
export async function createOnce<T extends Document & { contentHash?: string }>(
  collection: DocumentCollection<T>,
  document: T,
  identity: Filter<T>,
): Promise<WithId<T>> {
  try {
    await collection.insertOne(document as unknown as OptionalUnlessRequiredId<T>);
    return document as WithId<T>;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const earlier = await collection.findOne(identity);
    if (earlier === null) throw error;
    if (earlier.contentHash === document.contentHash) return earlier;
    throw new UserFailure(
      "CONFLICT",
      "this clientKey was used for an act with other content; use a new key for a new act",
      "clientKey",
    );
  }
}
