import type { Document } from "mongodb";
import { badRequest, unsupported } from "../StoreQueryError.ts";
import { isPlainObject } from "./keyEncoding.ts";
import { parsePath } from "./parseSort.ts";

type Tree = { [name: string]: Tree | true };

/** Compiles the `projection` of `find`: a list of fields to keep, or to leave out, by dotted path. */
export function compileProjection(projection: unknown): ((document: Document) => Document) | undefined {
  if (projection === undefined) return undefined;
  if (!isPlainObject(projection)) throw badRequest("projection must be an object");
  const entries = Object.entries(projection);
  if (entries.length === 0) return undefined;
  const keep: string[] = [];
  const drop: string[] = [];
  for (const [path, value] of entries) {
    if (value === 1 || value === true) keep.push(path);
    else if (value === 0 || value === false) drop.push(path);
    else throw unsupported(`Projection of ${path}: only 1 and 0`);
  }
  const withoutId = drop.includes("_id");
  if (keep.length > 0 && drop.some((path) => path !== "_id")) {
    throw badRequest("A projection either keeps fields or leaves fields out");
  }
  if (keep.length === 0) {
    const dropped = tree(drop);
    return (document) => without(document, dropped);
  }
  const kept = tree(withoutId ? keep : [...keep, "_id"]);
  return (document) => only(document, kept);
}

function tree(paths: readonly string[]): Tree {
  const root: Tree = {};
  for (const path of paths) {
    let at: Tree = root;
    const parts = parsePath(path);
    for (const [i, part] of parts.entries()) {
      const known = at[part];
      if (known === true) break;
      if (i === parts.length - 1) at[part] = true;
      else at = at[part] = known ?? {};
    }
  }
  return root;
}

function only(value: Document, kept: Tree): Document {
  const result: Document = {};
  for (const [name, member] of Object.entries(value)) {
    const branch = kept[name];
    if (branch === true) result[name] = member;
    else if (branch && Array.isArray(member)) {
      result[name] = member.filter(isPlainObject).map((element) => only(element, branch));
    } else if (branch && isPlainObject(member)) result[name] = only(member, branch);
  }
  return result;
}

function without(value: Document, dropped: Tree): Document {
  const result: Document = {};
  for (const [name, member] of Object.entries(value)) {
    const branch = dropped[name];
    if (branch === true) continue;
    if (branch && Array.isArray(member)) {
      result[name] = member.map((element) => (isPlainObject(element) ? without(element, branch) : element));
    } else result[name] = branch && isPlainObject(member) ? without(member, branch) : member;
  }
  return result;
}
