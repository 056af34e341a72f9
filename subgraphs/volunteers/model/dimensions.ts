import { badInput } from "../../kit/graphql/badInput.ts";

const MAX_DIMENSIONS = 3;

/** @throws GraphQLError `BAD_USER_INPUT` unless one to three different dimensions are asked for */
export function checkDimensions(groupBy: readonly string[]): void {
  const isGood =
    groupBy.length > 0 && groupBy.length <= MAX_DIMENSIONS && new Set(groupBy).size === groupBy.length;
  if (!isGood) throw badInput(`"groupBy" takes one to ${MAX_DIMENSIONS} different dimensions`);
}

/** Orders rows by their dimensions' values, first dimension first: numbers and booleans by size, text by code point. */
export function compareKeys(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i], b[i]] as [string, string];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
