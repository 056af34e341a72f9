import { badInput } from "../../kit/graphql/badInput.ts";

/** More rows than a chart can show and a client should be sent at once. */
const MOST_ROWS = 10_000;

/** @throws GraphQLError `BAD_USER_INPUT` when there are more than `most` */
export function limitRows<R>(rows: R[], most: number = MOST_ROWS): R[] {
  if (rows.length <= most) return rows;
  throw badInput(`the answer would have more than ${most} rows: filter further or group by less`);
}
