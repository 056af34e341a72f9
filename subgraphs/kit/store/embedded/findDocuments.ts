import type { Document } from "mongodb";
import { badRequest, unsupported } from "../StoreQueryError.ts";
import type { CollectionStorage, Snapshot } from "./CollectionStorage.ts";
import { choosePlan, type Plan } from "./choosePlan.ts";
import { compileFilter, type DocumentTest, withoutUndefined } from "./compileFilter.ts";
import { PAUSE, type Step } from "./EmbeddedCursor.ts";
import type { ReadCollection } from "./EmbeddedEngine.ts";
import { type FilterBounds, filterBounds } from "./filterBounds.ts";
import { parseSort, type SortKey } from "./parseSort.ts";
import { compileProjection } from "./projectDocument.ts";
import { sortDocuments } from "./sortDocuments.ts";

/** A checked and compiled `find`. */
export interface Query {
  readonly bounds: FilterBounds;
  readonly test: DocumentTest;
  readonly sort: readonly SortKey[];
  readonly skip: number;
  /** 0 = no limit, as in MongoDB. */
  readonly limit: number;
  readonly project: ((document: Document) => Document) | undefined;
}

/** A document and the key it is stored under. */
export interface Match {
  readonly key: Uint8Array;
  readonly document: Document;
}

/** How many documents beyond twice the page a sort collects before it drops those behind the page. */
const SPARE = 2_000;

const OPTIONS = new Set(["sort", "limit", "skip", "projection"]);

export function compileQuery(filter: Document, options: Document = {}): Query {
  for (const [name, value] of Object.entries(options)) {
    if (!OPTIONS.has(name) && value !== undefined) throw unsupported(`Option ${name} of find`);
  }
  const asked = withoutUndefined(filter);
  return {
    test: compileFilter(asked),
    bounds: filterBounds(asked),
    sort: parseSort(options.sort),
    skip: count(options.skip, "skip"),
    limit: count(options.limit, "limit"),
    project: compileProjection(options.projection),
  };
}

export function count(value: unknown, name: string): number {
  if (value === undefined) return 0;
  if (!Number.isInteger(value) || (value as number) < 0)
    throw badRequest(`${name} must be a whole number ≥ 0`);
  return value as number;
}

/** False when ids alone find the documents, or all are wanted in any order. */
export function needsIndexes({ bounds, sort }: Pick<Query, "bounds" | "sort">): boolean {
  if (bounds.paths.get("_id")?.some((bound) => bound.points)) return false;
  return bounds.paths.size > 0 || bounds.residual || sort.length > 0;
}

export function planFor(
  query: Pick<Query, "bounds" | "sort" | "skip" | "limit">,
  { storage, indexes }: ReadCollection,
  snapshot: Snapshot,
): Plan {
  return choosePlan({
    filter: query.bounds,
    sort: query.sort,
    wanted: query.limit === 0 ? 0 : query.limit + query.skip,
    indexes,
    countEntries: (plan, most) => storage.probe(plan, most, snapshot),
  });
}

/** Runs a query by the cheapest plan. The filter is tested on every candidate unless the plan is exact. */
export function* findDocuments(
  query: Query,
  collection: ReadCollection,
  snapshot: Snapshot,
): Generator<Step<Document>> {
  for (const step of matches(query, collection, snapshot)) {
    if (step === PAUSE) yield PAUSE;
    else yield { result: query.project ? query.project(step.result.document) : step.result.document };
  }
}

/** As {@link findDocuments}, with each document's key and without projection. */
export function* matches(
  query: Query,
  collection: ReadCollection,
  snapshot: Snapshot,
): Generator<Step<Match>> {
  const { storage } = collection;
  const plan = planFor(query, collection, snapshot);
  if (plan.kind === "index" && plan.exact && plan.ordered) {
    yield* indexPage(query, plan, storage, snapshot);
    return;
  }
  const found = filtered(query, plan, storage, snapshot);
  yield* plan.ordered ? page(found, query) : page(sorted(found, query), query);
}

/** Entries before `skip` are passed over without reading their documents. */
function* indexPage(
  query: Query,
  plan: Extract<Plan, { kind: "index" }>,
  storage: CollectionStorage,
  snapshot: Snapshot,
): Generator<Step<Match>> {
  let left = query.limit === 0 ? Number.POSITIVE_INFINITY : query.limit;
  for (const key of storage.ids(plan, snapshot, query.skip)) {
    const document = storage.read(key, snapshot);
    if (document) yield { result: { key, document } };
    if (--left === 0) return;
  }
}

function* filtered(
  query: Query,
  plan: Plan,
  storage: CollectionStorage,
  snapshot: Snapshot,
): Generator<Step<Match>> {
  for (const candidate of storage.candidates(plan, snapshot)) {
    if (plan.exact || query.test(candidate.document)) yield { result: candidate };
    else yield PAUSE;
  }
}

/** Sorts in memory, keeping no more documents than the page needs. */
function* sorted(found: Generator<Step<Match>>, { sort, skip, limit }: Query): Generator<Step<Match>> {
  const inOrder = (matches: Match[]) => sortDocuments(matches, sort, ({ document }) => document);
  const wanted = limit === 0 ? Number.POSITIVE_INFINITY : skip + limit;
  let all: Match[] = [];
  for (const step of found) {
    if (step !== PAUSE) all.push(step.result);
    if (all.length > 2 * wanted + SPARE) all = inOrder(all).slice(0, wanted);
    yield PAUSE;
  }
  for (const result of inOrder(all)) yield { result };
}

function* page<T>(
  found: Generator<Step<T>>,
  { skip, limit }: Pick<Query, "skip" | "limit">,
): Generator<Step<T>> {
  let toSkip = skip;
  let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  for (const step of found) {
    if (step === PAUSE) yield PAUSE;
    else if (toSkip > 0) toSkip--;
    else {
      yield step;
      if (--left === 0) return;
    }
  }
}
