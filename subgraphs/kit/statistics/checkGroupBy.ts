import { badInput } from "../graphql/badInput.ts";

const MOST_DIMENSIONS = 3;

/** @throws GraphQLError `BAD_USER_INPUT` unless `groupBy` names one to three different dimensions */
export function checkGroupBy<D extends string>(groupBy: readonly D[]): readonly D[] {
  const isDistinct = new Set(groupBy).size === groupBy.length;
  if (isDistinct && groupBy.length >= 1 && groupBy.length <= MOST_DIMENSIONS) return groupBy;
  throw badInput(`"groupBy" must name 1 to ${MOST_DIMENSIONS} dimensions, none of them twice`);
}
