import type { ExecutionResult } from "graphql";

export type ErrorPath = readonly (string | number)[];

/**
 * Where each error left its null: the first null on the way along its path. Two answers whose errors made the same nulls
 * agree, whichever of several failing fields below a common null each of them names.
 * An error that no null stands for is given as `path!`: it is misplaced.
 */
export function nullPositions({ data, errors = [] }: ExecutionResult): string[] {
  const positions = errors.map(({ path }) => (path ? positionOf(data, path) : "(no path)"));
  return [...new Set(positions)].sort();
}

function positionOf(data: unknown, path: ErrorPath): string {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth).join(".");
    if (typeof value !== "object" || !Object.hasOwn(value, key)) return `${path.join(".")}!`;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value === null ? path.join(".") : `${path.join(".")}!`;
}
