import type { FetchDataKeyRenamer } from "@apollo/query-planner";
import type { JsonObject } from "../codegen.ts";
import type { TypeTable } from "../TypeTable.ts";
import { valueAt } from "./applyRewrites.ts";

/** Values of `@fromContext` arguments for one entity, by the name of the variable they are sent in. */
export type ContextValues = (object: JsonObject, above: readonly JsonObject[]) => JsonObject;

/**
 * Reads a fetch's context rewrites: a path goes up one object per `..`, then down fields and `... on T` conditions; of
 * several paths for one variable (one per type that sets the context) the one that fits gives the value.
 */
export function compileContextValues(
  rewrites: readonly FetchDataKeyRenamer[],
  types: TypeTable,
): ContextValues {
  const sources = rewrites.map(({ path, renameKeyTo }) => {
    const up = path.findIndex((element) => element !== "..");
    return { up: up < 0 ? path.length : up, path: path.filter((element) => element !== ".."), renameKeyTo };
  });
  return (object, above) => {
    const values: JsonObject = {};
    for (const { up, path, renameKeyTo } of sources) {
      if (values[renameKeyTo] !== undefined) continue;
      const from = up === 0 ? object : above[above.length - up];
      const value = from && valueAt(from, path, types);
      if (value !== undefined) values[renameKeyTo] = value;
    }
    return values;
  };
}
