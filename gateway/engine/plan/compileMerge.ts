import type { FetchDataRewrite } from "@apollo/query-planner";
import { generate, type JsonObject, readCode, writeCode } from "../codegen.ts";
import { mergeValue } from "../mergeAnswers.ts";
import type { TypeTable } from "../TypeTable.ts";
import type { ResponseFields } from "./ResponseFields.ts";

/** Merges an answer for one object into it; the answer's objects become part of the target. */
export type Merge = (target: JsonObject, answer: JsonObject) => void;

/**
 * Generates the merge of a fetch's answer: only keys it asked for are read. `__typename` of an interface object
 * (the interface's own name) never replaces the name of an object type.
 */
export function compileMerge(
  fields: ResponseFields,
  outputRewrites: readonly FetchDataRewrite[] | undefined,
  types: TypeTable,
): Merge {
  const keys = new Map([...fields].map(([key, field]) => [key, field.fields !== undefined]));
  for (const rewrite of outputRewrites ?? []) {
    const path = rewrite.path.filter((element) => !element.startsWith("... on "));
    if (rewrite.kind !== "KeyRenamer" || path.length !== 1) continue;
    keys.set(rewrite.renameKeyTo, keys.get(rewrite.renameKeyTo) || keys.get(path[0] as string) || false);
  }
  let body = "let v,c;";
  for (const [key, isComposite] of keys) {
    body += `v=${readCode("a", key)};`;
    if (key === "__typename") {
      body +=
        "if(v!==undefined&&v!==t.__typename&&(t.__typename===undefined||!isAbstract(v)))t.__typename=v;";
    } else if (isComposite) {
      body += `if(v!==undefined){c=${readCode("t", key)};if(c!==v){v=mergeValue(c,v);if(v!==c){${writeCode("t", key, "v")}}}}`;
    } else {
      body += `if(v!==undefined&&(v!==null||${readCode("t", key)}===undefined)){${writeCode("t", key, "v")}}`;
    }
  }
  return generate(`return function(t,a){${body}}`, {
    mergeValue,
    isAbstract: (name: unknown) => types.isAbstract(name),
  });
}
