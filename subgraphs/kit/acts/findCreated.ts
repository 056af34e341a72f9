import type { Document, Filter, WithId } from "mongodb";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import { keyUsedOtherwise } from "./keyUsedOtherwise.ts";

/** A document that an act under a client's key creates; sample data has no hash. */
export type Created = Document & { _id: string; contentHash?: string };

/**
 * What an earlier act under the same key created, or `null`.
 * @param identity what finds it: its id, or another unique field
 * @throws UserFailure `CONFLICT` when that act asked for something else
 */
export async function findCreated<T extends Created>(
  collection: DocumentCollection<T>,
  identity: Filter<T>,
  contentHash: string,
): Promise<WithId<T> | null> {
  const known = await collection.findOne(identity);
  if (known === null || known.contentHash === contentHash) return known;
  throw keyUsedOtherwise();
}
