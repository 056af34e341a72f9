import type { Document, OptionalUnlessRequiredId } from "mongodb";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";

type Requested = Document & { _id: string; requestHash?: string };

/** What an earlier request with the same key created, or `null`. @throws UserFailure `CONFLICT` when it asked for something else */
export async function findRequested<T extends Requested>(
  collection: DocumentCollection<T>,
  id: string,
  requestHash: string,
): Promise<T | null> {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's Filter<T> cannot be built for a generic T
  const known = (await collection.findOne({ _id: id } as any)) as T | null;
  if (known === null || known.requestHash === requestHash) return known;
  throw new UserFailure(
    "CONFLICT",
    "this clientKey was used for another request; choose a new key for a new request",
    "clientKey",
  );
}

/**
 * Inserts what a client's key asks for; of requests that race with the same key one inserts, the others get its document.
 * @throws UserFailure `CONFLICT` when the key was used for something else
 */
export async function insertOnce<T extends Requested>(
  collection: DocumentCollection<T>,
  document: T & { requestHash: string },
): Promise<T> {
  try {
    await collection.insertOne(document as unknown as OptionalUnlessRequiredId<T>);
    return document;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await findRequested(collection, document._id, document.requestHash)) ?? document;
  }
}
