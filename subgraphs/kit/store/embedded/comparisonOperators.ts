import { ObjectId } from "mongodb";
import { Tag, typeTag } from "./keyEncoding.ts";
import { pathValues } from "./pathValues.ts";

type Predicate = (document: Record<string, unknown>) => boolean;
type Operator = (path: string, operand: unknown) => Predicate;

/** Comparison by MongoDB's rules: within one type only, strings by code point (= UTF-8 byte) order. */
export function compareScalars(a: unknown, b: unknown): number {
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  const x = Number(a);
  const y = Number(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  let i = 0;
  while (i < shared && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  if (i === shared) return a.length - b.length;
  const x = a.charCodeAt(i);
  const y = b.charCodeAt(i);
  // A surrogate is part of a character beyond U+FFFF, so it follows every other unit.
  const xAstral = x >= 0xd800 && x <= 0xdfff;
  const yAstral = y >= 0xd800 && y <= 0xdfff;
  return xAstral === yAstral ? x - y : xAstral ? 1 : -1;
}

function equal(value: unknown, operand: unknown): boolean {
  if (value === operand || (Number.isNaN(value) && Number.isNaN(operand))) return true;
  if (value === undefined || value === null) return operand === null || operand === undefined;
  if (typeof value !== "object" || typeof operand !== "object" || operand === null) return false;
  if (Array.isArray(value)) return false;
  const tag = typeTag(operand);
  return (
    (tag === Tag.date || tag === Tag.objectId) &&
    typeTag(value) === tag &&
    compareScalars(value, operand) === 0
  );
}

/** A field matches when its value does or, if it is an array, when one of its elements does. */
function anyValue(path: string, test: (value: unknown) => boolean): Predicate {
  const parts = path.split(".");
  return (document) => {
    for (const value of pathValues(document, parts)) {
      if (Array.isArray(value)) {
        for (const element of value) if (element !== undefined && test(element)) return true;
      } else if (test(value)) return true;
    }
    return false;
  };
}

const eq: Operator = (path, operand) => anyValue(path, (value) => equal(value, operand));

const isIn: Operator = (path, operand) => {
  const operands = operand as unknown[];
  const primitives = new Set(operands.filter((one) => typeof one !== "object"));
  const others = operands.filter((one) => typeof one === "object");
  return anyValue(path, (value) => primitives.has(value) || others.some((one) => equal(value, one)));
};

function range(accept: (order: number) => boolean): Operator {
  return (path, operand) => {
    const tag = typeTag(operand);
    return anyValue(path, (value) => {
      if (value === undefined ? tag !== Tag.null : typeTag(value) !== tag) return false;
      if (Number.isNaN(value) || Number.isNaN(operand))
        return Number.isNaN(value) && Number.isNaN(operand) && accept(0);
      return accept(compareScalars(value, operand));
    });
  };
}

const not =
  (operator: Operator): Operator =>
  (path, operand) => {
    const test = operator(path, operand);
    return (document) => !test(document);
  };

const exists: Operator = (path, operand) => {
  const parts = path.split(".");
  return (document) => pathValues(document, parts).some((value) => value !== undefined) === operand;
};

/** Replacements for mingo's comparison operators, reading documents exactly as the index keys do. */
export const comparisonOperators: Record<string, Operator> = {
  $eq: eq,
  $ne: not(eq),
  $in: isIn,
  $nin: not(isIn),
  $gt: range((order) => order > 0),
  $gte: range((order) => order >= 0),
  $lt: range((order) => order < 0),
  $lte: range((order) => order <= 0),
  $exists: exists,
};
