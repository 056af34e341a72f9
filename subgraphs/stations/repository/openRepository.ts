import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { COLLECTION_NAMES, openCollections, type StationsRepository } from "./collections.ts";
import { INDEXES } from "./indexes.ts";

/** Creates the indexes. */
export async function openRepository(store: DocumentStore): Promise<StationsRepository> {
  const repository = { ...openCollections(store), store };
  for (const name of COLLECTION_NAMES) {
    for (const keys of INDEXES[name]) await repository[name].createIndex(keys);
  }
  return repository;
}
