import { badInput } from "../../kit/graphql/badInput.ts";
import { CERTIFICATE_LEVELS } from "../model/Certificate.ts";
import { DISPATCH_FIELDS, DISPATCH_STATUSES } from "../model/Dispatch.ts";

const MAX_DIMENSIONS = 3;

/** @throws GraphQLError `BAD_USER_INPUT` unless there are 1 to 3 dimensions, each once */
export function checkGroupBy<D extends string>(groupBy: readonly D[]): readonly D[] {
  const isGood =
    groupBy.length >= 1 && groupBy.length <= MAX_DIMENSIONS && new Set(groupBy).size === groupBy.length;
  if (isGood) return groupBy;
  throw badInput(`"groupBy" must name 1 to ${MAX_DIMENSIONS} dimensions, none of them twice`);
}

/** Values with an order of their own; all others are sorted as they are written. */
const RANKED: readonly (readonly unknown[])[] = [
  CERTIFICATE_LEVELS,
  DISPATCH_STATUSES,
  DISPATCH_FIELDS,
  ["PROVINCE", "CITY", "COUNTY"],
];

/** Rows in the order of their keys, the first key first; `null` comes last. */
export function sortByKeys<Row extends object>(rows: Row[], keys: readonly (keyof Row)[]): Row[] {
  return rows.sort((a, b) => {
    for (const key of keys) {
      const order = compare(a[key], b[key]);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  const ranks = RANKED.find((values) => values.includes(a) && values.includes(b));
  if (ranks) return ranks.indexOf(a) - ranks.indexOf(b);
  return String(a) < String(b) ? -1 : 1;
}
