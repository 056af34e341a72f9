import type { Snapshot } from "./CollectionStorage.ts";
import { PAUSE, type Step } from "./EmbeddedCursor.ts";
import type { ReadCollection } from "./EmbeddedEngine.ts";
import { matches, planFor, type Query } from "./findDocuments.ts";

/** Numbers that add up to the count; from index entries alone when a plan is exact. */
export function* countMatches(
  query: Query,
  collection: ReadCollection,
  snapshot: Snapshot,
): Generator<Step<number>> {
  const paged = query.skip > 0 || query.limit > 0;
  const plan = planFor(query, collection, snapshot);
  if (!paged && plan.kind === "index" && plan.exact) {
    yield { result: collection.storage.countEntries(plan, snapshot) };
  } else if (!paged && plan.kind === "scan" && plan.exact) {
    yield { result: collection.storage.countDocuments(plan, snapshot) };
  } else {
    for (const step of matches(query, collection, snapshot)) yield step === PAUSE ? PAUSE : { result: 1 };
  }
}
