import type { FetchDataRewrite } from "@apollo/query-planner";
import { isJsonObject, type JsonObject, ownValue, setOwnValue } from "../codegen.ts";
import type { TypeTable } from "../TypeTable.ts";

const CONDITION = "... on ";

/** Changes an answer or a representation in place. */
export type Rewrite = (value: JsonObject) => void;

/**
 * Makes the function for a fetch's input or output rewrites, undefined where there are none. Renaming moves whatever stands under
 * the key, falsy values too.
 */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  types: TypeTable,
): Rewrite | undefined {
  if (!rewrites?.length) return undefined;
  const steps = rewrites.map((rewrite) => ({
    rewrite,
    above: rewrite.path.slice(0, -1),
    key: rewrite.path.at(-1),
  }));
  return (value) => {
    for (const { rewrite, above, key } of steps) {
      if (key !== undefined) atPath(value, above, types, (object) => applyOne(rewrite, object, key));
    }
  };
}

function applyOne(rewrite: FetchDataRewrite, object: JsonObject, key: string): void {
  if (rewrite.kind === "ValueSetter") setOwnValue(object, key, rewrite.setValueTo);
  else if (Object.hasOwn(object, key)) {
    setOwnValue(object, rewrite.renameKeyTo, object[key]);
    delete object[key];
  }
}

function atPath(
  value: unknown,
  path: readonly string[],
  types: TypeTable,
  apply: (object: JsonObject) => void,
): void {
  if (Array.isArray(value)) {
    for (const element of value) atPath(element, path, types, apply);
    return;
  }
  if (!isJsonObject(value)) return;
  const [element, ...rest] = path;
  if (element === undefined) apply(value);
  else if (!element.startsWith(CONDITION)) atPath(ownValue(value, element), rest, types, apply);
  else if (fitsCondition(value, element, types)) atPath(value, rest, types, apply);
}

/** Whether `... on T` lets the object through; an object that does not say its type is let through. */
function fitsCondition(object: JsonObject, element: string, types: TypeTable): boolean {
  const typename = ownValue(object, "__typename");
  return typeof typename !== "string" || types.isOf(typename, element.slice(CONDITION.length));
}

/** The value at a path of fields and `... on T` conditions, undefined where the path does not fit. */
export function valueAt(object: JsonObject, path: readonly string[], types: TypeTable): unknown {
  let value: unknown = object;
  for (const element of path) {
    if (!isJsonObject(value)) return undefined;
    if (!element.startsWith(CONDITION)) value = ownValue(value, element);
    else if (!fitsCondition(value, element, types)) return undefined;
  }
  return value;
}
