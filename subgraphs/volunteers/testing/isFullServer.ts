import type { DocumentStore } from "../../kit/store/DocumentStore.ts";

/**
 * Whether the store of the tests does all that MongoDB does. FerretDB 1.x does not: it has no `$unionWith` (which tells it
 * apart here), and loses concurrent updates of one document.
 */
export async function isFullServer(store: DocumentStore): Promise<boolean> {
  try {
    await store
      .collection("volunteers")
      .aggregate([{ $unionWith: "volunteers" }, { $limit: 1 }])
      .toArray();
    return true;
  } catch {
    return false;
  }
}
