import type { CreateIndexesOptions, IndexSpecification } from "mongodb";
import { unsupported } from "../StoreQueryError.ts";
import { parseSort } from "./parseSort.ts";

/** One secondary index, as kept in the catalog. */
export interface IndexDefinition {
  readonly name: string;
  /** First byte of every key of this index; unique within its collection. */
  readonly number: number;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  /** Bit i is set once a document held an array at field i: one document, several keys. */
  readonly multikey: number;
  /** True once a key was cut to fit LMDB's key size: the index still narrows but no longer orders or counts. */
  readonly cut: boolean;
}

export interface IndexField {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** LMDB keys are at most 1978 bytes: an id of this many bytes always leaves room for the fields. */
export const MAX_ID_BYTES = 400;
const FIELDS_BUDGET = 1978 - 1 - (MAX_ID_BYTES + 2) - 2;
const MAX_INDEXES = 63;
const MAX_FIELDS = 8;

export function fieldBudget(index: Pick<IndexDefinition, "fields">): number {
  return Math.floor(FIELDS_BUDGET / index.fields.length);
}

/** Reads the driver's two arguments of `createIndex`. Only `name` and `unique` are in the shared subset. */
export function parseIndex(
  specification: IndexSpecification,
  options: CreateIndexesOptions,
  number: number,
): IndexDefinition {
  for (const option of Object.keys(options)) {
    if (option !== "name" && option !== "unique") throw unsupported(`createIndex option ${option}`);
  }
  const keys = parseSort(specification);
  if (keys.length === 0 || keys.length > MAX_FIELDS) {
    throw unsupported(`An index has 1 to ${MAX_FIELDS} fields`);
  }
  if (number > MAX_INDEXES) throw unsupported(`A collection has at most ${MAX_INDEXES} indexes`);
  for (const key of keys) {
    if (key.path.some((part) => /^\d+$/.test(part))) throw unsupported("An index on an array position");
  }
  return {
    name: options.name ?? keys.map((key) => `${key.path.join(".")}_${key.descending ? -1 : 1}`).join("_"),
    number,
    fields: keys,
    unique: options.unique ?? false,
    multikey: 0,
    cut: false,
  };
}

export function sameIndex(a: IndexDefinition, b: IndexDefinition): boolean {
  return a.unique === b.unique && JSON.stringify(a.fields) === JSON.stringify(b.fields);
}
