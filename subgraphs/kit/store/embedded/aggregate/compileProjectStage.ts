import type { Document } from "mongodb";
import { badRequest } from "../../StoreQueryError.ts";
import { isPlainObject } from "../keyEncoding.ts";
import { compileProjection } from "../projectDocument.ts";
import { compileExpression } from "./compileExpression.ts";

/** `$project`: fields kept or left out as in `find`, and top-level fields computed by expressions. */
export function compileProjectStage(specification: unknown): (document: Document) => Document {
  if (!isPlainObject(specification) || Object.keys(specification).length === 0) {
    throw badRequest("$project needs at least one field");
  }
  const flags: Document = {};
  const computed: { name: string; value: (document: Document) => unknown }[] = [];
  for (const [name, value] of Object.entries(specification)) {
    if (value === 1 || value === 0 || typeof value === "boolean") {
      flags[name] = value;
      continue;
    }
    if (name.includes(".")) throw badRequest(`$project can compute top-level fields only, not ${name}`);
    if (isPlainObject(value) && !Object.keys(value)[0]?.startsWith("$")) {
      throw badRequest(`$project: write fields inside ${name} as dotted paths`);
    }
    computed.push({ name, value: compileExpression(value) });
  }
  if (computed.length === 0) return compileProjection(flags) as (document: Document) => Document;
  const kept = Object.entries(flags).some(([, value]) => value === 1 || value === true);
  const base = compileProjection(kept ? flags : { ...flags, _id: flags._id ?? 1 });
  const onlyId = !kept && (flags._id === 0 || flags._id === false);
  return (document) => {
    const result = onlyId || !base ? {} : base(document);
    for (const { name, value } of computed) {
      const one = value(document);
      if (one !== undefined) result[name] = one;
    }
    return result;
  };
}
