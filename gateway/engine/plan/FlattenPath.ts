import type { ResponsePath } from "@apollo/query-planner";
import { generate, type JsonObject, ownValue, readCode } from "../codegen.ts";
import type { TypeTable } from "../TypeTable.ts";

/** One step into the data: a field, into each element of a list (`@`), or only a condition; then which types go on. */
export interface PathStep {
  field?: string;
  isList: boolean;
  types?: readonly string[];
}

/** Reads `["users", "@|[User]", "reviews", "@"]`; the planner appends types after `|` where fetches depend on them. */
export function parseFlattenPath(path: ResponsePath): PathStep[] {
  return path.map((element): PathStep => {
    const [name = "", condition] = String(element).split("|");
    const types = condition
      ?.slice(1, -1)
      .split(",")
      .map((type) => type.trim());
    return {
      ...(name !== "" && name !== "@" ? { field: name } : {}),
      isList: name === "@",
      ...(types ? { types } : {}),
    };
  });
}

/** Response keys of a path, list steps and conditions left out. */
export function fieldsOfPath(path: readonly PathStep[]): string[] {
  return path.flatMap(({ field }) => (field === undefined ? [] : [field]));
}

/** Lists all objects at a path, from the root, in order; whatever does not fit the path is passed over. */
export type Collect = (root: JsonObject) => JsonObject[];

/** Generates the nested loops of a path. */
export function compileCollect(path: readonly PathStep[], types: TypeTable): Collect {
  let open = "";
  let close = "";
  path.forEach(({ field, isList, types: only }, depth) => {
    const from = `v${depth}`;
    const to = `v${depth + 1}`;
    if (isList) {
      open += `if(Array.isArray(${from}))for(let i${depth}=0;i${depth}<${from}.length;i${depth}++){const ${to}=${from}[i${depth}];`;
    } else if (field === undefined) {
      open += `{const ${to}=${from};`;
    } else {
      open += `if(typeof ${from}==="object"&&${from}!==null){const ${to}=${readCode(from, field)};`;
    }
    close += "}";
    if (!only) return;
    open += `if(fits(${to},${JSON.stringify(only)})){`;
    close += "}";
  });
  const last = `v${path.length}`;
  const body = `${open}if(typeof ${last}==="object"&&${last}!==null&&!Array.isArray(${last}))out.push(${last});${close}`;
  return generate(`return function(v0){const out=[];${body}return out;}`, {
    fits: (value: unknown, only: readonly string[]) => fitsTypes(value, only, types),
  });
}

function fitsTypes(value: unknown, only: readonly string[], types: TypeTable): boolean {
  if (Array.isArray(value)) return value.some((element) => fitsTypes(element, only, types));
  const typename = (value as JsonObject | null | undefined)?.__typename;
  return typeof typename === "string" && only.some((type) => types.isOf(typename, type));
}

export type ConcretePath = (string | number)[];

/**
 * Every place at a path with its object and the objects above it (root first). Used where places matter: errors and
 * `@context`. Type conditions are not looked at: the objects say which places were meant.
 */
export function visitPath(
  root: JsonObject,
  path: readonly PathStep[],
  visit: (object: JsonObject, place: ConcretePath, above: readonly JsonObject[]) => void,
): void {
  const walk = (value: unknown, depth: number, place: ConcretePath, above: readonly JsonObject[]): void => {
    if (typeof value !== "object" || value === null) return;
    const step = path[depth];
    if (!step) {
      if (!Array.isArray(value)) visit(value as JsonObject, place, above);
    } else if (step.isList) {
      if (Array.isArray(value))
        for (const [index, element] of value.entries()) walk(element, depth + 1, [...place, index], above);
    } else if (step.field === undefined) {
      walk(value, depth + 1, place, above);
    } else if (!Array.isArray(value)) {
      const next = ownValue(value as JsonObject, step.field);
      walk(next, depth + 1, [...place, step.field], [...above, value as JsonObject]);
    }
  };
  walk(root, 0, [], []);
}
