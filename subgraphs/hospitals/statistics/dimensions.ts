import { badInput } from "../../kit/graphql/badInput.ts";

const MOST = 3;
/** More rows than a chart can show and a client should be sent at once. */
export const MOST_ROWS = 10_000;

/** @throws GraphQLError `BAD_USER_INPUT` unless `groupBy` names one to three different dimensions */
export function checkDimensions(groupBy: readonly string[]): void {
  if (groupBy.length < 1 || groupBy.length > MOST) {
    throw badInput(`"groupBy" takes one to ${MOST} dimensions, not ${groupBy.length}`);
  }
  if (new Set(groupBy).size < groupBy.length) throw badInput('"groupBy" must not name a dimension twice');
}

/**
 * Rows in the order of their dimensions' values, the first dimension foremost.
 * @throws GraphQLError `BAD_USER_INPUT` when there are more than `limit`
 */
export function orderRows<R extends object>(
  rows: R[],
  dimensions: readonly (keyof R)[],
  limit: number = MOST_ROWS,
): R[] {
  if (rows.length > limit) {
    throw badInput(`the answer would have more than ${limit} rows: filter further or group by less`);
  }
  return rows.sort((a, b) => {
    for (const dimension of dimensions) {
      const order = compare(a[dimension], b[dimension]);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : Number(left > right);
}
