import { GraphQLScalarType, Kind } from "graphql";
import { creditCodeProblem } from "../codes/creditCode.ts";
import { districtCodeProblem } from "../codes/districtCode.ts";
import { badInput } from "./badInput.ts";

/** A scalar over strings that tells its sender what is wrong; `problem` returns `null` for a good value. */
function stringScalar(name: string, problem: (value: string) => string | null): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value !== "string") throw badInput(`${name} takes a string, such as in quotes`);
    const wrong = problem(value);
    if (wrong !== null) throw badInput(`${name} "${value.slice(0, 40)}" is not valid: ${wrong}`);
    return value;
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

function dateProblem(value: string): string | null {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : new Date(Number.NaN);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
  return exists ? null : "a date is an existing day written YYYY-MM-DD, such as 2024-10-01";
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function dateTimeProblem(value: string): string | null {
  const exists =
    DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)) && dateProblem(value.slice(0, 10)) === null;
  return exists ? null : "a point in time is written as ISO 8601 with a zone, such as 2024-10-01T08:30:00Z";
}

/**
 * The scalars of `schema/shared.graphql`: validated strings. `DateTime` accepts any zone and is served in UTC;
 * a `Date` instance is serialized as ISO 8601.
 * @throws GraphQLError `BAD_USER_INPUT` naming the value and what is allowed
 */
export const scalars = {
  Date: stringScalar("Date", dateProblem),
  DateTime: stringScalar("DateTime", dateTimeProblem),
  DistrictCode: stringScalar("DistrictCode", districtCodeProblem),
  CreditCode: stringScalar("CreditCode", creditCodeProblem),
};
