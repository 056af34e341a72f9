import { Context, evalExpr } from "mingo/core";
import * as arithmetic from "mingo/operators/expression/arithmetic";
import * as array from "mingo/operators/expression/array";
import * as boolean from "mingo/operators/expression/boolean";
import * as conditional from "mingo/operators/expression/conditional";
import * as string from "mingo/operators/expression/string";
import { ObjectId } from "mongodb";
import { unsupported } from "../../StoreQueryError.ts";
import { compareScalars } from "../comparisonOperators.ts";
import { isPlainObject, KeyWriter, typeName, typeTag } from "../keyEncoding.ts";
import { parsePath } from "../parseSort.ts";

/** Computes a value from a document; `undefined` where the document has none. */
export type Expression = (document: Record<string, unknown>) => unknown;

const OPERATORS = new Set([
  ...[
    "$add",
    "$subtract",
    "$multiply",
    "$divide",
    "$size",
    "$concat",
    "$cond",
    "$ifNull",
    "$and",
    "$or",
    "$not",
  ],
  ...["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"],
]);

/**
 * Compiles an aggregation expression: field paths, constants, documents of expressions, and the operators above.
 * mingo evaluates them, with our comparisons: its own never find a number greater than a missing field.
 */
export function compileExpression(expression: unknown): Expression {
  check(expression);
  if (typeof expression === "string" && expression.startsWith("$") && !expression.includes(".")) {
    const name = expression.slice(1);
    return (document) => document[name];
  }
  if (typeof expression !== "object" || expression === null) {
    if (typeof expression !== "string" || !expression.startsWith("$")) return () => expression;
  }
  const context = expressionContext();
  return (document) => evalExpr(document, expression, { context } as never);
}

function check(expression: unknown): void {
  if (typeof expression === "string") {
    if (expression.startsWith("$$")) throw unsupported(`Variable ${expression}`);
    if (expression.startsWith("$")) parsePath(expression.slice(1));
  } else if (Array.isArray(expression)) {
    expression.forEach(check);
  } else if (isPlainObject(expression)) {
    for (const [name, operand] of Object.entries(expression)) {
      if (name.startsWith("$") && !OPERATORS.has(name)) throw unsupported(`Expression operator ${name}`);
      check(operand);
    }
  } else if (!isConstant(expression)) {
    throw unsupported(`A value of type ${typeName(expression)} in an expression`);
  }
}

function isConstant(value: unknown): boolean {
  if (typeof value === "object") return value === null || value instanceof Date || value instanceof ObjectId;
  return typeof value === "number" || typeof value === "boolean";
}

function expressionContext(): Context {
  const { $add, $subtract, $multiply, $divide } = arithmetic;
  const { $cond, $ifNull } = conditional;
  const { $and, $or } = boolean;
  const expression = {
    ...{ $add, $subtract, $multiply, $divide, $cond, $ifNull, $and, $or },
    ...{ $size: array.$size, $concat: string.$concat, $not },
    $eq: compare((order) => order === 0),
    $ne: compare((order) => order !== 0),
    $gt: compare((order) => order > 0),
    $gte: compare((order) => order >= 0),
    $lt: compare((order) => order < 0),
    $lte: compare((order) => order <= 0),
  };
  return Context.init({ expression: expression as never });
}

type Operator = (document: never, operands: unknown, options: never) => unknown;

/** Any two values compare: first by type, then by value. */
function compare(accept: (order: number) => boolean): Operator {
  return (document, operands, options) => {
    const values = evalExpr(document, operands as never, options) as unknown[];
    return accept(compareValues(values[0], values[1]));
  };
}

/** MongoDB's order over values of any type; a missing value comes before null. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  const byType = typeTag(a) - typeTag(b);
  if (byType !== 0) return byType;
  if (!isPlainObject(a) && !Array.isArray(a)) return compareScalars(a, b);
  const writer = new KeyWriter(256);
  writer.value(a);
  const bytes = writer.copy();
  writer.reset().value(b);
  return Buffer.compare(bytes, writer.copy());
}

const $not: Operator = (document, operand, options) => {
  const value: unknown = evalExpr(
    document,
    (Array.isArray(operand) ? operand[0] : operand) as never,
    options,
  );
  return value === undefined || value === null || value === false || value === 0;
};
