import type { Document } from "mongodb";
import { badRequest, unsupported } from "../StoreQueryError.ts";
import { type CompiledUpdate, compileUpdate } from "./applyUpdate.ts";
import { checkDocument, decodeDocument, encodeDocument } from "./bsonCodec.ts";
import { PAUSE } from "./EmbeddedCursor.ts";
import type { OpenCollection } from "./EmbeddedEngine.ts";
import { compileQuery, type Match, matches, type Query } from "./findDocuments.ts";
import { upsertDocument } from "./upsertDocument.ts";

/** A checked and compiled update or replacement of the documents a filter matches. */
export interface Modify {
  readonly query: Query;
  readonly filter: Document;
  readonly update: CompiledUpdate | undefined;
  readonly replacement: Document | undefined;
  readonly upsert: boolean;
}

export interface Modified {
  result: {
    acknowledged: true;
    matchedCount: number;
    modifiedCount: number;
    upsertedCount: number;
    upsertedId: string | null;
  };
  /** The (first) document as it was and as it is now; only what was asked for. */
  before?: Document;
  after?: Document;
}

export function allowOptions(
  method: string,
  options: Document | undefined,
  allowed: readonly string[],
): void {
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value !== undefined && !allowed.includes(name)) throw unsupported(`Option ${name} of ${method}`);
  }
}

export function compileModify(
  filter: Document,
  change: { update: unknown } | { replacement: unknown },
  options: Document,
  many: boolean,
): Modify {
  const replacement = "replacement" in change ? change.replacement : undefined;
  if ("replacement" in change) checkDocument(replacement);
  return {
    query: compileQuery(filter, { sort: options.sort, limit: many ? 0 : 1 }),
    filter,
    update: "update" in change ? compileUpdate(change.update) : undefined,
    replacement: replacement as Document | undefined,
    upsert: options.upsert === true,
  };
}

/** Runs inside a write transaction: reads, changes and writes with nobody in between. */
export function modifyMatches(
  modify: Modify,
  collection: OpenCollection,
  keep?: "before" | "after",
): Modified {
  const found = collect(modify.query, collection);
  const modified: Modified = {
    result: {
      acknowledged: true,
      matchedCount: found.length,
      modifiedCount: 0,
      upsertedCount: 0,
      upsertedId: null,
    },
  };
  if (found.length === 0) {
    if (modify.upsert) upsert(modify, collection, modified, keep);
    return modified;
  }
  for (const { key, document } of found) {
    const before = encodeDocument(document);
    const changed = modify.replacement ? { ...modify.replacement, _id: document._id } : document;
    modify.update?.apply(changed);
    const original = decodeDocument(before);
    const { bytes, differs } = collection.writer.replace(Buffer.from(key), original, before, changed);
    if (differs) modified.result.modifiedCount++;
    if (keep === "before") modified.before ??= original;
    if (keep === "after") modified.after ??= decodeDocument(bytes);
  }
  return modified;
}

function upsert(
  modify: Modify,
  collection: OpenCollection,
  modified: Modified,
  keep?: "before" | "after",
): void {
  const document = upsertDocument(modify.filter);
  if (modify.replacement) {
    const id = document._id ?? modify.replacement._id;
    for (const name of Object.keys(document)) delete document[name];
    Object.assign(document, { _id: id }, modify.replacement);
  }
  modify.update?.apply(document);
  modify.update?.applyOnInsert(document);
  if (typeof document._id !== "string") {
    throw badRequest("An upsert needs a string _id in its filter, its replacement or $setOnInsert");
  }
  checkDocument(document);
  collection.writer.insertMany([document]);
  modified.result.upsertedCount = 1;
  modified.result.upsertedId = document._id;
  if (keep === "after") modified.after = decodeDocument(encodeDocument(document));
}

export function compileDelete(filter: Document, many: boolean): Query {
  return compileQuery(filter, { limit: many ? 0 : 1 });
}

export function deleteMatches(query: Query, collection: OpenCollection): number {
  const found = collect(query, collection);
  for (const { key, document } of found) collection.writer.remove(Buffer.from(key), document);
  return found.length;
}

/** All matches before the first write: a cursor must not see its own changes. */
function collect(query: Query, { storage, indexes, writer }: OpenCollection): Match[] {
  writer.settle();
  const found: Match[] = [];
  for (const step of matches(query, { storage, indexes: indexes() }, undefined)) {
    if (step !== PAUSE) found.push(step.result);
  }
  return found;
}
