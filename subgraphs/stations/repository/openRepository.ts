import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { COLLECTION_NAMES, openCollections, type StationsRepository } from "./collections.ts";
import { settleLeaving } from "./endAssignment.ts";
import { settleFunds } from "./funds.ts";
import { INDEXES } from "./indexes.ts";

/** Creates the indexes and finishes what a crash left half done. */
export async function openRepository(store: DocumentStore): Promise<StationsRepository> {
  const repository = { ...openCollections(store), store };
  for (const name of COLLECTION_NAMES) {
    for (const keys of INDEXES[name]) await repository[name].createIndex(keys);
  }
  await settleLeaving(repository);
  await settleFunds(repository);
  return repository;
}
