import type { Document } from "mongodb";
import { KeyWriter } from "./keyEncoding.ts";
import type { SortKey } from "./parseSort.ts";
import { pathValues } from "./pathValues.ts";

/**
 * Sorts by the same bytes the indexes are ordered by, so that a sort in memory and a sort read from an index agree.
 * An array sorts by its smallest element ascending and by its largest descending, as in MongoDB.
 */
export function sortDocuments<T>(
  items: readonly T[],
  sort: readonly SortKey[],
  documentOf: (item: T) => Document,
): T[] {
  if (sort.length === 0) return [...items];
  const writer = new KeyWriter(1_024);
  return items
    .map((item) => ({ item, key: sortKeyOf(writer, documentOf(item), sort) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ item }) => item);
}

function sortKeyOf(writer: KeyWriter, document: Document, sort: readonly SortKey[]): Buffer {
  const parts = sort.map(({ path, descending }) => {
    const encoded = pathValues(document, path)
      .flatMap((value): unknown[] =>
        Array.isArray(value) ? (value.length === 0 ? [EMPTY] : value) : [value],
      )
      .map((value) => encode(writer, value));
    if (encoded.length === 0) encoded.push(encode(writer, EMPTY));
    const chosen = encoded.reduce((best, one) =>
      Buffer.compare(one, best) < 0 !== descending && Buffer.compare(one, best) !== 0 ? one : best,
    );
    return descending ? chosen.map((byte) => byte ^ 0xff) : chosen;
  });
  return Buffer.concat(parts);
}

const EMPTY = Symbol("empty array");

function encode(writer: KeyWriter, value: unknown): Buffer {
  writer.reset();
  if (value === EMPTY) writer.byte(0x08);
  else writer.value(value);
  return writer.copy();
}
