import { isJsonObject, type JsonObject, ownValue, setOwnValue } from "./codegen.ts";

/**
 * Merges one answer's value into what is already there. What is there stays where the new value is null: a field two
 * subgraphs may answer is lost only when neither does. Lists of one length are merged element by element.
 */
export function mergeValue(current: unknown, value: unknown): unknown {
  if (current === undefined || current === null) return value === undefined ? current : value;
  if (value === undefined || value === null || value === current) return current;
  if (Array.isArray(current) && Array.isArray(value)) {
    if (current.length !== value.length) return value;
    for (let index = 0; index < current.length; index++)
      current[index] = mergeValue(current[index], value[index]);
    return current;
  }
  if (!isJsonObject(current) || !isJsonObject(value)) return value;
  mergeObject(current, value);
  return current;
}

function mergeObject(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    const current = ownValue(target, key);
    const merged = mergeValue(current, source[key]);
    if (merged !== current) setOwnValue(target, key, merged);
  }
}

/** A copy of parsed JSON that shares nothing with the original. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  // Scalars of a subgraph in this process may be class instances (dates): they are leaves.
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setOwnValue(copy, key, cloneJson((value as JsonObject)[key]));
  return copy as T;
}
