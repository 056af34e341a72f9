import { BSON, type Document, ObjectId } from "mongodb";
import { badRequest, unsupported } from "../StoreQueryError.ts";
import { isPlainObject, typeName } from "./keyEncoding.ts";

const SERIALIZE = { ignoreUndefined: true, checkKeys: false } as const;
/** Our own bytes: UTF-8 was valid when written, and lmdb's shared buffer is longer than the document. */
const DESERIALIZE = { allowObjectSmallerThanBufferSize: true, validation: { utf8: false } } as const;

export function encodeDocument(document: Document): Uint8Array {
  return BSON.serialize(document, SERIALIZE);
}

export function decodeDocument(bytes: Uint8Array): Document {
  return BSON.deserialize(bytes, DESERIALIZE as never);
}

/** Throws unless every value in `document` is of a type that both engines return unchanged. */
export function checkDocument(document: unknown, path = ""): void {
  if (!isPlainObject(document)) throw badRequest(`${path || "The document"} must be a plain object`);
  for (const [name, value] of Object.entries(document)) {
    if (name.startsWith("$")) throw badRequest(`Field name ${path}${name} starts with $`);
    if (typeof value === "object" && value !== null) checkObject(value, path, name);
    else checkPrimitive(value, path, name);
  }
}

/** As {@link checkDocument}, for a value inside an update. */
export function checkValue(value: unknown, path: string): void {
  if (typeof value === "object" && value !== null) checkObject(value, "", path);
  else checkPrimitive(value, "", path);
}

function checkPrimitive(value: unknown, path: string, name: string): void {
  switch (typeof value) {
    case "bigint":
    case "function":
    case "symbol":
      throw unsupported(`${path}${name}: a value of type ${typeof value}`);
  }
}

function checkObject(value: object, path: string, name: string): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const element: unknown = value[i];
      if (typeof element === "object" && element !== null) checkObject(element, `${path}${name}.`, String(i));
      else checkPrimitive(element, `${path}${name}.`, String(i));
    }
  } else if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw badRequest(`${path}${name} is not a valid date`);
  } else if (isPlainObject(value)) {
    checkDocument(value, `${path}${name}.`);
  } else if (!(value instanceof ObjectId)) {
    throw unsupported(`${path}${name}: a value of type ${typeName(value)}`);
  }
}
