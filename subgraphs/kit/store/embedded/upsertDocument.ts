import type { Document } from "mongodb";
import { isOperators } from "./compileFilter.ts";
import { parsePath } from "./parseSort.ts";

/** The document an upsert starts from: the fields its filter holds equal to one value. */
export function upsertDocument(filter: Document): Document {
  const document: Document = {};
  collect(filter, document);
  return document;
}

function collect(filter: Document, document: Document): void {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === "$and") for (const one of condition as Document[]) collect(one, document);
    if (field.startsWith("$") || condition === undefined || condition instanceof RegExp) continue;
    if (!isOperators(condition)) setAt(document, field, condition);
    else if ("$eq" in condition) setAt(document, field, condition.$eq);
  }
}

function setAt(document: Document, field: string, value: unknown): void {
  const path = parsePath(field);
  let parent = document;
  for (const name of path.slice(0, -1)) parent = parent[name] ??= {};
  parent[path[path.length - 1] as string] = value;
}
