/**
 * The words generated functions are written in. Names come from GraphQL documents and subgraph plans: they are checked to
 * be GraphQL names, and names every object inherits (`constructor`, `__proto__`) are read and written as own properties only.
 */
const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

function checked(name: string): string {
  if (!NAME.test(name)) throw new Error(`not a GraphQL name: ${JSON.stringify(name)}`);
  return name;
}

/** An expression that reads an own property; `object` is an expression without side effects. */
export function readCode(object: string, name: string): string {
  return INHERITED.has(checked(name))
    ? `(Object.hasOwn(${object},"${name}")?${object}["${name}"]:undefined)`
    : `${object}.${name}`;
}

/** A statement that writes an own property. */
export function writeCode(object: string, name: string, value: string): string {
  return INHERITED.has(checked(name))
    ? `Object.defineProperty(${object},"${name}",{value:${value},writable:true,enumerable:true,configurable:true});`
    : `${object}.${name}=${value};`;
}

/** A key of an object literal; computed where a plain one would set the prototype. */
export function keyCode(name: string): string {
  return INHERITED.has(checked(name)) ? `["${name}"]` : name;
}

/** Makes a function of the body's `return` value; `scope` are the names it may use. */
export function generate<T>(body: string, scope: Record<string, unknown> = {}): T {
  return new Function(...Object.keys(scope), `"use strict";${body}`)(...Object.values(scope)) as T;
}

/** Reads an own property of a parsed answer by a name known only at run time. */
export function ownValue(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Writes an own property by a name known only at run time. */
export function setOwnValue(object: Record<string, unknown>, name: string, value: unknown): void {
  if (!INHERITED.has(name)) object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
