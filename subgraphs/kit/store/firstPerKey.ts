import type { Document, Filter, WithId } from "mongodb";
import type { DocumentCollection } from "./DocumentStore.ts";
import { withKey } from "./withKey.ts";

export interface FirstPerKeyRequest<T extends Document> {
  /** Field (dotted path) that holds one string per document, e.g. the parent's id. */
  readonly keyField: string;
  readonly keys: readonly string[];
  /** Further conditions, the same for all keys. */
  readonly filter?: Filter<T>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  /** How many documents per key, at least 1. */
  readonly limit: number;
}

/** MongoDB limits the stages of a pipeline; a hundred branches stay far below. */
const KEYS_PER_CALL = 100;

/** Server errors that mean "no such stage": not implemented, command not supported, unrecognised stage. */
const NO_SUCH_STAGE = new Set([238, 115, 40324]);

/** Collections whose server has answered that it does not know `$unionWith`. */
const withoutUnion = new WeakSet<object>();

/**
 * The first `limit` documents in `sort` order for each key: the children of many parents without reading one child too many.
 *
 * One database call per 100 keys: a chain of `$unionWith`, each branch a `$match`/`$sort`/`$limit` of its own that
 * an index on (keyField, …sort) answers. Servers without `$unionWith` (FerretDB 1.x) answer the first call with an
 * error; from then on the collection is asked with one `find` per key, all in parallel.
 *
 * @returns every asked key, with an empty list when it has no documents.
 */
export async function firstPerKey<T extends Document>(
  collection: DocumentCollection<T>,
  request: FirstPerKeyRequest<T>,
): Promise<Map<string, WithId<T>[]>> {
  if (!Number.isInteger(request.limit) || request.limit < 1) throw new RangeError("limit must be at least 1");
  const keys = [...new Set(request.keys)];
  const chunks: string[][] = [];
  for (let i = 0; i < keys.length; i += KEYS_PER_CALL) chunks.push(keys.slice(i, i + KEYS_PER_CALL));
  const found = await Promise.all(chunks.map((chunk) => readChunk(collection, request, chunk)));
  const perKey = new Map<string, WithId<T>[]>(keys.map((key) => [key, []]));
  for (const document of found.flat()) perKey.get(keyOf(document, request.keyField))?.push(document);
  return perKey;
}

async function readChunk<T extends Document>(
  collection: DocumentCollection<T>,
  request: FirstPerKeyRequest<T>,
  keys: readonly string[],
): Promise<WithId<T>[]> {
  if (!withoutUnion.has(collection)) {
    try {
      return await collection
        .aggregate<WithId<T>>(unionPipeline(collection.collectionName, request, keys))
        .toArray();
    } catch (error) {
      if (!NO_SUCH_STAGE.has(Number((error as { code?: unknown }).code))) throw error;
      withoutUnion.add(collection);
    }
  }
  const { sort, limit } = request;
  const pages = keys.map((key) => collection.find(filterOf(request, key), { sort, limit }).toArray());
  return (await Promise.all(pages)).flat();
}

function unionPipeline<T extends Document>(
  coll: string,
  request: FirstPerKeyRequest<T>,
  keys: readonly string[],
): Document[] {
  const [first, ...others] = keys.map((key) => [
    { $match: filterOf(request, key) },
    { $sort: request.sort },
    { $limit: request.limit },
  ]);
  return [...(first ?? []), ...others.map((pipeline) => ({ $unionWith: { coll, pipeline } }))];
}

function filterOf<T extends Document>({ keyField, filter }: FirstPerKeyRequest<T>, key: string): Filter<T> {
  return withKey(keyField, key, filter);
}

function keyOf(document: Document, keyField: string): string {
  const value = keyField
    .split(".")
    .reduce<unknown>((at, name) => (at as Document | undefined)?.[name], document);
  if (typeof value !== "string")
    throw new TypeError(`firstPerKey: ${keyField} must hold one string per document`);
  return value;
}
