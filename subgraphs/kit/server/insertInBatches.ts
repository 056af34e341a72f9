import type { Document, OptionalUnlessRequiredId } from "mongodb";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import type { Progress } from "./Subgraph.ts";

const BATCH = 5_000;

/** Inserts sample documents batch by batch, so that memory stays flat and progress can be told. */
export async function insertInBatches<T extends Document>(
  collection: DocumentCollection<T>,
  documents: Iterable<T>,
  total: number,
  progress: Progress,
): Promise<void> {
  let batch: T[] = [];
  let done = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await collection.insertMany(batch as OptionalUnlessRequiredId<T>[]);
    done += batch.length;
    batch = [];
    progress(collection.collectionName, done, total);
  };
  for (const document of documents) {
    batch.push(document);
    if (batch.length === BATCH) await flush();
  }
  await flush();
}
