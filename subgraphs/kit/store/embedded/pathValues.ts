import { isPlainObject } from "./keyEncoding.ts";

/**
 * The values a dotted path reaches in a document: one, or several where the path crosses arrays.
 * A branch that ends early gives `undefined`; array elements that are not documents give nothing.
 * Filters and index keys both read documents through this function, so they cannot disagree.
 */
export function pathValues(document: Record<string, unknown>, path: readonly string[]): unknown[] {
  if (path.length === 1) return [document[path[0] as string]];
  const found: unknown[] = [];
  walk(document, path, 0, found);
  return found;
}

function walk(value: unknown, path: readonly string[], at: number, found: unknown[]): void {
  if (at === path.length) {
    found.push(value);
  } else if (Array.isArray(value)) {
    const position = path[at] as string;
    if (/^\d+$/.test(position)) walk(value[Number(position)], path, at + 1, found);
    for (const element of value) if (isPlainObject(element)) walk(element, path, at, found);
  } else if (isPlainObject(value)) {
    walk(value[path[at] as string], path, at + 1, found);
  } else {
    found.push(undefined);
  }
}
