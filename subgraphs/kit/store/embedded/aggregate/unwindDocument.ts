import type { Document } from "mongodb";
import { badRequest, unsupported } from "../../StoreQueryError.ts";
import { isPlainObject } from "../keyEncoding.ts";
import { parsePath } from "../parseSort.ts";

/** `$unwind`: one document per element of the array at a path; a value that is no array counts as its only element. */
export function compileUnwind(operand: unknown): (document: Document) => Iterable<Document> {
  const options = typeof operand === "string" ? { path: operand } : operand;
  if (!isPlainObject(options) || typeof options.path !== "string" || !options.path.startsWith("$")) {
    throw badRequest("$unwind needs a path that starts with $");
  }
  const other = Object.keys(options).find((key) => key !== "path" && key !== "preserveNullAndEmptyArrays");
  if (other) throw unsupported(`$unwind with ${other}`);
  const path = parsePath(options.path.slice(1));
  const preserve = options.preserveNullAndEmptyArrays === true;
  return (document) => unwind(document, path, preserve);
}

function unwind(document: Document, path: readonly string[], preserve: boolean): Document[] {
  const value = path.reduce<unknown>((at, name) => (isPlainObject(at) ? at[name] : undefined), document);
  if (Array.isArray(value) && value.length > 0)
    return value.map((element) => replaced(document, path, element));
  if (value === undefined || value === null) return preserve ? [document] : [];
  if (Array.isArray(value)) return preserve ? [replaced(document, path, undefined)] : [];
  return [document];
}

function replaced(document: Document, [name, ...rest]: readonly string[], value: unknown): Document {
  const copy = { ...document };
  const member = rest.length === 0 ? value : replaced(document[name as string], rest, value);
  if (member === undefined) delete copy[name as string];
  else copy[name as string] = member;
  return copy;
}
