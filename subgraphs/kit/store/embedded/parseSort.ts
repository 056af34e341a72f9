import { badRequest, unsupported } from "../StoreQueryError.ts";

export interface SortKey {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** Reads the forms of `sort` and index specifications the driver accepts: `{a: 1}`, `[["a", 1]]`, `"a"`, `Map`. */
export function parseSort(specification: unknown): SortKey[] {
  return entries(specification).map(([path, direction]) => ({
    path: parsePath(path),
    descending: isDescending(direction),
  }));
}

export function parsePath(path: string): string[] {
  const parts = path.split(".");
  if (parts.some((part) => part === "" || part.startsWith("$"))) {
    throw badRequest(`"${path}" is not a field path`);
  }
  return parts;
}

function entries(specification: unknown): [string, unknown][] {
  if (specification === undefined || specification === null) return [];
  if (typeof specification === "string") return [[specification, 1]];
  if (specification instanceof Map) return [...specification.entries()];
  if (Array.isArray(specification)) {
    const [first, second] = specification;
    if (typeof first === "string" && specification.length === 2 && isDirection(second)) {
      return [[first, second]];
    }
    return specification.flatMap((item) =>
      Array.isArray(item) ? [[String(item[0]), item[1]] as [string, unknown]] : entries(item),
    );
  }
  if (typeof specification === "object") return Object.entries(specification);
  throw unsupported("This form of sort or index specification");
}

function isDirection(value: unknown): boolean {
  return [1, -1, "asc", "desc", "ascending", "descending"].includes(value as string | number);
}

function isDescending(direction: unknown): boolean {
  if (!isDirection(direction)) throw unsupported(`Sort direction ${JSON.stringify(direction)}`);
  return direction === -1 || direction === "desc" || direction === "descending";
}
