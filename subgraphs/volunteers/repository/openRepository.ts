import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { openCollections } from "./collections.ts";
import { createIndexes } from "./indexes.ts";
import type { Writing } from "./post.ts";

/** What the resolvers may ask of the store. */
export type Repository = Writing;

/** Creates the indexes. */
export async function openRepository(store: DocumentStore): Promise<Repository> {
  const repository = { store, collections: openCollections(store) };
  await createIndexes(repository.collections);
  return repository;
}
