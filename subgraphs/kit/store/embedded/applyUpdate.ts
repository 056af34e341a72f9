import { isDeepStrictEqual } from "node:util";
import type { Document } from "mongodb";
import { badRequest, unsupported } from "../StoreQueryError.ts";
import { checkValue } from "./bsonCodec.ts";
import { compareScalars } from "./comparisonOperators.ts";
import { compileFilter, isOperators } from "./compileFilter.ts";
import { isPlainObject, typeTag } from "./keyEncoding.ts";
import { parsePath } from "./parseSort.ts";

/** Changes a document in place. */
export type UpdateDocument = (document: Document) => void;
type Change = (parent: Record<string, unknown>, name: string) => void;

export interface CompiledUpdate {
  readonly apply: UpdateDocument;
  /** Additionally for a document that an upsert creates. */
  readonly applyOnInsert: UpdateDocument;
}

const OPERATORS: Record<string, (operand: unknown, path: string) => Change> = {
  $set: (value) => (parent, name) => {
    parent[name] = value;
  },
  $setOnInsert: (value) => (parent, name) => {
    parent[name] = value;
  },
  $unset: () => (parent, name) => {
    delete parent[name];
  },
  $inc: increment,
  $min: (value) => keepExtreme(value, -1),
  $max: (value) => keepExtreme(value, 1),
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
};

/**
 * Compiles an update document. The operators are ours because mingo's silently do nothing where MongoDB
 * raises an error (`$inc` of a string, `$push` onto a number); and because updates are the hot path of writes.
 * Throws {@link StoreQueryError} on any other operator, on `_id`, and on paths that conflict.
 */
export function compileUpdate(update: unknown): CompiledUpdate {
  if (Array.isArray(update)) throw unsupported("An update pipeline");
  if (!isPlainObject(update) || Object.keys(update).length === 0)
    throw badRequest("An update needs operators");
  const always: { path: string[]; change: Change; create: boolean }[] = [];
  const onInsert: typeof always = [];
  const paths: string[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    const compile = OPERATORS[operator];
    if (!compile)
      throw operator.startsWith("$")
        ? unsupported(`Update operator ${operator}`)
        : badRequest("An update needs operators; replaceOne replaces a document");
    if (!isPlainObject(fields)) throw badRequest(`${operator} needs an object`);
    for (const [field, operand] of Object.entries(fields)) {
      if (operand === undefined) continue;
      const path = parsePath(field);
      if (path[0] === "_id" && operator !== "$setOnInsert") throw badRequest("_id cannot be changed");
      if (operator !== "$unset" && operator !== "$pull") checkValue(stripEach(operand), field);
      paths.push(field);
      const create = operator !== "$unset" && operator !== "$pull";
      (operator === "$setOnInsert" ? onInsert : always).push({
        path,
        change: compile(operand, field),
        create,
      });
    }
  }
  checkConflicts(paths);
  const applyAll = (changes: typeof always) => (document: Document) => {
    for (const { path, change, create } of changes) changeAt(document, path, change, create);
  };
  return { apply: applyAll(always), applyOnInsert: applyAll(onInsert) };
}

function checkConflicts(paths: readonly string[]): void {
  const sorted = paths.map((path) => `${path}.`).sort();
  for (let i = 1; i < sorted.length; i++) {
    if ((sorted[i] as string).startsWith(sorted[i - 1] as string)) {
      throw badRequest(`The update changes ${(sorted[i] as string).slice(0, -1)} twice`);
    }
  }
}

function changeAt(document: Document, path: readonly string[], change: Change, create: boolean): void {
  let parent: Record<string, unknown> = document;
  for (let i = 0; i < path.length - 1; i++) {
    const name = path[i] as string;
    let next = parent[name];
    if (next === undefined) {
      if (!create) return;
      next = {};
      parent[name] = next;
    }
    if (!isPlainObject(next) && !(Array.isArray(next) && isPosition(next, path[i + 1] as string))) {
      if (!create) return;
      throw badRequest(`Cannot create field ${path[i + 1]} in ${name}, which is not a document`);
    }
    parent = next as Record<string, unknown>;
  }
  change(parent, path[path.length - 1] as string);
}

function isPosition(array: unknown[], name: string): boolean {
  return /^\d+$/.test(name) && Number(name) <= array.length;
}

function increment(amount: unknown, path: string): Change {
  if (typeof amount !== "number") throw badRequest(`$inc of ${path} needs a number`);
  return (parent, name) => {
    const value = parent[name] === undefined ? 0 : parent[name];
    if (typeof value !== "number") throw badRequest(`$inc: ${path} is not a number`);
    parent[name] = value + amount;
  };
}

function keepExtreme(value: unknown, sign: number): Change {
  return (parent, name) => {
    const current = parent[name];
    if (current === undefined) {
      parent[name] = value;
      return;
    }
    const byType = typeTag(value) - typeTag(current);
    if ((byType || compareScalars(value, current)) * sign > 0) parent[name] = value;
  };
}

function stripEach(operand: unknown): unknown {
  return isOperators(operand) ? (operand.$each ?? operand) : operand;
}

function each(operand: unknown, operator: string): unknown[] {
  if (!isOperators(operand)) return [operand];
  const other = Object.keys(operand).find((key) => key !== "$each");
  if (other) throw unsupported(`${operator} with ${other}`);
  if (!Array.isArray(operand.$each)) throw badRequest(`${operator}: $each needs an array`);
  return operand.$each;
}

function arrayAt(parent: Record<string, unknown>, name: string, operator: string): unknown[] {
  const value = parent[name];
  if (value === undefined) {
    const created: unknown[] = [];
    parent[name] = created;
    return created;
  }
  if (!Array.isArray(value)) throw badRequest(`${operator}: ${name} is not an array`);
  return value;
}

function push(operand: unknown): Change {
  const values = each(operand, "$push");
  return (parent, name) => {
    arrayAt(parent, name, "$push").push(...values);
  };
}

function addToSet(operand: unknown): Change {
  const values = each(operand, "$addToSet");
  return (parent, name) => {
    const array = arrayAt(parent, name, "$addToSet");
    for (const value of values) {
      if (!array.some((element) => isDeepStrictEqual(element, value))) array.push(value);
    }
  };
}

/** `$pull` takes a value, a condition on elements, or (for elements that are documents) a filter. */
function pull(operand: unknown): Change {
  const test = pullTest(operand);
  return (parent, name) => {
    if (parent[name] === undefined) return;
    parent[name] = arrayAt(parent, name, "$pull").filter((element) => !test(element));
  };
}

function pullTest(operand: unknown): (element: unknown) => boolean {
  if (isPlainObject(operand) && !isOperators(operand)) {
    const matches = compileFilter(operand);
    return (element) => isPlainObject(element) && matches(element);
  }
  const matches = compileFilter({ element: operand });
  return (element) => matches({ element });
}
