import { Context } from "mingo";
import * as queryOperators from "mingo/operators/query";
import { Query } from "mingo/query";
import { ObjectId } from "mongodb";
import { badRequest, unsupported } from "../StoreQueryError.ts";
import { comparisonOperators } from "./comparisonOperators.ts";
import { isPlainObject, typeName } from "./keyEncoding.ts";
import { parsePath } from "./parseSort.ts";

export type DocumentTest = (document: Record<string, unknown>) => boolean;

const LOGICAL = new Set(["$and", "$or", "$nor"]);
const SCALAR = new Set(["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"]);

/**
 * Compiles a MongoDB filter to a test. mingo gives the structure (`$and`, `$not`, `$elemMatch`, …); comparisons are
 * ours, because mingo orders strings by UTF-16 unit and looks past `null`s inside arrays.
 * Throws {@link StoreQueryError} on any operator outside the subset MongoDB, FerretDB and this engine share.
 */
export function compileFilter(filter: Record<string, unknown>): DocumentTest {
  const asked = withoutUndefined(filter);
  checkFilter(asked);
  if (Object.keys(asked).length === 0) return () => true;
  // Built when first needed: most pages come from an index that answers the whole filter.
  let query: Query | undefined;
  return (document) => {
    query ??= new Query(asked, { context: filterContext() });
    return query.test(document);
  };
}

function filterContext(): Context {
  const { $and, $or, $nor, $not, $elemMatch, $all, $size, $regex } = queryOperators;
  return Context.init({
    query: { $and, $or, $nor, $not, $elemMatch, $all, $size, $regex, ...comparisonOperators } as never,
  });
}

function checkFilter(filter: unknown): void {
  if (!isPlainObject(filter)) throw badRequest("A filter must be an object");
  for (const [field, condition] of Object.entries(filter)) {
    if (LOGICAL.has(field)) {
      if (!Array.isArray(condition) || condition.length === 0) {
        throw badRequest(`${field} needs a non-empty array of filters`);
      }
      condition.forEach(checkFilter);
    } else if (field.startsWith("$")) {
      throw unsupported(`Filter operator ${field}`);
    } else {
      parsePath(field);
      checkCondition(condition);
    }
  }
}

export function isOperators(condition: unknown): condition is Record<string, unknown> {
  return isPlainObject(condition) && Object.keys(condition).some((key) => key.startsWith("$"));
}

function checkCondition(condition: unknown): void {
  if (condition instanceof RegExp) return;
  if (!isOperators(condition)) {
    checkScalar("an equality filter", condition);
    return;
  }
  for (const [operator, operand] of Object.entries(condition)) {
    if (SCALAR.has(operator)) checkScalar(operator, operand);
    else checkOperator(operator, operand, condition);
  }
}

function checkOperator(operator: string, operand: unknown, condition: Record<string, unknown>): void {
  switch (operator) {
    case "$in":
    case "$nin":
      if (!Array.isArray(operand)) throw badRequest(`${operator} needs an array`);
      for (const value of operand) checkScalar(operator, value);
      return;
    case "$all":
      if (!Array.isArray(operand)) throw badRequest("$all needs an array");
      for (const value of operand) checkScalar("$all", value);
      return;
    case "$exists":
      if (typeof operand !== "boolean") throw badRequest("$exists needs true or false");
      return;
    case "$size":
      if (!Number.isInteger(operand)) throw badRequest("$size needs a whole number");
      return;
    case "$not":
      if (!(operand instanceof RegExp) && !isOperators(operand)) throw badRequest("$not needs an operator");
      checkCondition(operand);
      return;
    case "$elemMatch":
      if (isOperators(operand) && !Object.keys(operand).some((key) => LOGICAL.has(key))) {
        checkCondition(operand);
      } else {
        checkFilter(operand);
      }
      return;
    case "$regex":
      if (typeof operand !== "string" && !(operand instanceof RegExp))
        throw badRequest("$regex needs a pattern");
      return;
    case "$options":
      if (!("$regex" in condition) || !/^[ims]*$/.test(String(operand))) throw unsupported("$options");
      return;
    default:
      throw unsupported(`Filter operator ${operator}`);
  }
}

/** Whole arrays and documents compare differently across servers: filters name a dotted path instead. */
function checkScalar(where: string, value: unknown): void {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "number":
      return;
    case "undefined":
      throw badRequest(`undefined in ${where}`);
    case "object":
      if (value instanceof Date && Number.isNaN(value.getTime()))
        throw badRequest(`Invalid date in ${where}`);
      if (value === null || value instanceof Date || value instanceof ObjectId) return;
  }
  throw unsupported(`A value of type ${typeName(value)} in ${where}; compare a dotted path or an element`);
}

/** A condition that is `undefined` is no condition, as for the driver with `ignoreUndefined`, which our stores set. */
export function withoutUndefined(filter: Record<string, unknown>): Record<string, unknown> {
  if (!isPlainObject(filter)) return filter;
  const entries = Object.entries(filter);
  if (!entries.some(([field, value]) => value === undefined || LOGICAL.has(field))) return filter;
  const cleaned = entries
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => [
      field,
      LOGICAL.has(field) && Array.isArray(value) ? value.map((one) => withoutUndefined(one)) : value,
    ]);
  return Object.fromEntries(cleaned);
}
