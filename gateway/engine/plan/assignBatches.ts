import type { EntityFetch } from "./compileFetch.ts";

/** A fetch, after how many others it comes one by one, and whether nothing comes after it. */
export interface LeveledFetch {
  fetch: EntityFetch;
  level: number;
  isLast: boolean;
}

/**
 * Puts fetches of one level to one subgraph into one batch. One that nothing depends on may as well go with the last fetches to
 * its subgraph: the answer waits for those anyway. A batch waits only for batches of lower levels, so none waits for itself.
 */
export function assignBatches(leveled: readonly LeveledFetch[]): EntityFetch[][] {
  const last = new Map<string, number>();
  for (const { fetch, level } of leveled)
    last.set(fetch.subgraph, Math.max(level, last.get(fetch.subgraph) ?? 0));
  const batches = new Map<string, EntityFetch[]>();
  for (const { fetch, level, isLast } of leveled) {
    const key = `${isLast ? last.get(fetch.subgraph) : level} ${fetch.subgraph}`;
    const batch = batches.get(key) ?? [];
    batches.set(key, batch);
    batch.push(fetch);
  }
  const all = [...batches.values()];
  for (const [index, batch] of all.entries()) for (const fetch of batch) fetch.batch = index;
  return all;
}
