import type { Document } from "mongodb";
import { badRequest } from "../StoreQueryError.ts";
import { fieldBudget, type IndexDefinition } from "./IndexDefinition.ts";
import { AFTER, type KeyWriter, Tag } from "./keyEncoding.ts";
import { pathValues } from "./pathValues.ts";

/** What one document adds to one index, and what the index thereby learns about itself. */
export interface DocumentKeys {
  /** Field bytes, without the document's id. */
  keys: Buffer[];
  multikey: number;
  cut: boolean;
}

const EMPTY_ARRAY = Symbol("empty array");

/**
 * The key of an index entry: index number, the fields, the document's id (which breaks ties in id order,
 * so `sort: {field, _id}` is the index's own order) and the id's length, to find it again from the end.
 */
export function entryKey(fields: Buffer, id: Buffer): Buffer {
  const key = Buffer.allocUnsafe(fields.length + id.length + 2);
  key.set(fields, 0);
  key.set(id, fields.length);
  key.writeUInt16BE(id.length, key.length - 2);
  return key;
}

export function entryId(key: Uint8Array): Uint8Array {
  const end = key.length - 2;
  const length = ((key[end] as number) << 8) | (key[end + 1] as number);
  return key.subarray(end - length, end);
}

export function idKey(writer: KeyWriter, id: string): Buffer {
  writer.reset().value(id);
  return writer.copy();
}

/** Smallest key greater than every key that continues `prefix` with another component. */
export function after(prefix: Uint8Array): Buffer {
  const key = Buffer.allocUnsafe(prefix.length + 1);
  key.set(prefix, 0);
  key[prefix.length] = AFTER;
  return key;
}

/** The keys of `document` in `index`. Throws when two of its fields are arrays of their own, as MongoDB does. */
export function documentKeys(
  writer: KeyWriter,
  index: IndexDefinition,
  document: Document,
  budget = fieldBudget(index),
): DocumentKeys {
  const values: unknown[] = [];
  let multikey = 0;
  for (let i = 0; i < index.fields.length; i++) {
    const found = pathValues(document, (index.fields[i] as { path: readonly string[] }).path);
    const single = found.length === 1 ? found[0] : undefined;
    if (found.length === 1 && !Array.isArray(single)) {
      values.push(single);
    } else {
      multikey |= 1 << i;
      values.push(elements(found));
    }
  }
  if (multikey === 0) {
    const { key, cut } = writeKey(writer, index, values, budget);
    return { keys: [key], multikey, cut };
  }
  requireOneArray(index, document, values, multikey);
  return multipleKeys(writer, index, values, multikey, budget);
}

/** Several array fields are indexable only when they are members of the elements of one and the same array. */
function requireOneArray(
  index: IndexDefinition,
  document: Document,
  values: unknown[],
  multikey: number,
): void {
  const long = index.fields
    .map((field, i) => ({ root: field.path[0] as string, values: values[i] as unknown[], i }))
    .filter(({ values, i }) => multikey & (1 << i) && values.length > 1);
  if (long.length < 2) return;
  const root: unknown = document[(long[0] as { root: string }).root];
  const together = long.every(
    (field) => field.root === long[0]?.root && Array.isArray(root) && field.values.length === root.length,
  );
  if (!together) throw badRequest(`Index ${index.name} cannot index parallel arrays`);
}

function elements(found: unknown[]): unknown[] {
  const all: unknown[] = [];
  for (const value of found) {
    if (!Array.isArray(value)) all.push(value);
    else if (value.length === 0) all.push(EMPTY_ARRAY);
    else for (const element of value) all.push(element);
  }
  return all.length === 0 ? [EMPTY_ARRAY] : all;
}

function multipleKeys(
  writer: KeyWriter,
  index: IndexDefinition,
  values: unknown[],
  multikey: number,
  budget: number,
): DocumentKeys {
  const arrays = values.filter((_, i) => multikey & (1 << i)) as unknown[][];
  const keys = new Map<string, Buffer>();
  let cut = false;
  const longest = Math.max(...arrays.map((array) => array.length));
  for (let position = 0; position < longest; position++) {
    const row = values.map((value, i) => {
      if (!(multikey & (1 << i))) return value;
      const array = value as unknown[];
      return array.length === 1 ? array[0] : array[position];
    });
    const written = writeKey(writer, index, row, budget);
    cut ||= written.cut;
    keys.set(written.key.toString("latin1"), written.key);
  }
  return { keys: [...keys.values()], multikey, cut };
}

function writeKey(writer: KeyWriter, index: IndexDefinition, values: unknown[], budget: number) {
  writer.reset().byte(index.number);
  let cut = false;
  for (let i = 0; i < values.length; i++) {
    const descending = (index.fields[i] as { descending: boolean }).descending;
    const value = values[i];
    if (value === EMPTY_ARRAY) writer.byte(descending ? Tag.empty ^ 0xff : Tag.empty);
    else if (writer.component(value, descending, budget)) cut = true;
  }
  return { key: writer.copy(), cut };
}
