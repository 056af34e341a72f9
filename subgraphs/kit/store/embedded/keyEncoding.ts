import { ObjectId } from "mongodb";
import { unsupported } from "../StoreQueryError.ts";

/**
 * Type tags, in BSON comparison order. Keys are compared as bytes, so the tag keeps a date from being
 * mistaken for a number; tags leave gaps, because an open range ends at a byte that no tag uses.
 * Source of the order: https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export const Tag = {
  /** An array without elements: sorts before null. */
  empty: 0x08,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x48,
  objectId: 0x50,
  boolean: 0x60,
  date: 0x70,
} as const;

/** Closes a string: less than an escaped NUL, so that "a" comes before "a\0". */
export const STRING_END = Uint8Array.of(0, 1);

/** Greater than every byte that can follow a complete component (tags, plain or inverted). */
export const AFTER = 0xff;

export function typeTag(value: unknown): number {
  switch (typeof value) {
    case "string":
      return Tag.string;
    case "number":
      return Tag.number;
    case "boolean":
      return Tag.boolean;
    case "undefined":
      return Tag.null;
    case "object":
      if (value === null) return Tag.null;
      if (Array.isArray(value)) return Tag.array;
      if (value instanceof Date) return Tag.date;
      if (value instanceof ObjectId) return Tag.objectId;
      if (isPlainObject(value)) return Tag.object;
  }
  throw unsupported(`A value of type ${typeName(value)} cannot be compared or indexed`);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function typeName(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value;
}

/** Writes order-preserving, self-delimiting encodings of values one after another into one buffer. */
export class KeyWriter {
  #bytes: Buffer;
  #view: DataView;
  length = 0;

  constructor(size = 16_384) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
    this.#view = new DataView(this.#bytes.buffer);
  }

  reset(): this {
    this.length = 0;
    return this;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#bytes[this.length++] = value;
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  /** One component of an index key. Returns true when it was cut at `budget` bytes. */
  component(value: unknown, descending: boolean, budget: number): boolean {
    const start = this.length;
    this.value(value);
    const cut = this.length - start > budget;
    if (cut) this.length = start + budget;
    if (descending) {
      for (let i = start; i < this.length; i++) this.#bytes[i] = (this.#bytes[i] as number) ^ 0xff;
    }
    return cut;
  }

  value(value: unknown): void {
    const tag = typeTag(value);
    this.byte(tag);
    switch (tag) {
      case Tag.string:
        this.#string(value as string);
        break;
      case Tag.number:
        this.#number(value as number);
        break;
      case Tag.date:
        this.#number((value as Date).getTime());
        break;
      case Tag.boolean:
        this.byte(value ? 1 : 0);
        break;
      case Tag.objectId:
        this.raw((value as ObjectId).id);
        break;
      case Tag.array:
        for (const element of value as unknown[]) this.value(element);
        this.byte(0);
        break;
      case Tag.object:
        for (const [name, member] of Object.entries(value as object)) {
          if (member === undefined) continue;
          this.byte(typeTag(member));
          this.#string(name);
          this.value(member);
        }
        this.byte(0);
    }
  }

  copy(from = 0): Buffer {
    return Buffer.from(this.#bytes.subarray(from, this.length));
  }

  #number(value: number): void {
    this.#reserve(8);
    const at = this.length;
    // Flipped so that byte order is numeric order; NaN sorts below every number, as in BSON.
    if (Number.isNaN(value)) {
      this.#view.setUint32(at, 0);
      this.#view.setUint32(at + 4, 0);
    } else {
      this.#view.setFloat64(at, value === 0 ? 0 : value);
      const high = this.#view.getUint32(at);
      if (high & 0x80000000) {
        this.#view.setUint32(at, ~high >>> 0);
        this.#view.setUint32(at + 4, ~this.#view.getUint32(at + 4) >>> 0);
      } else {
        this.#view.setUint32(at, (high | 0x80000000) >>> 0);
      }
    }
    this.length = at + 8;
  }

  /** UTF-8, NUL escaped as 00 FF, closed by {@link STRING_END}: byte order is MongoDB's binary string order. */
  #string(value: string): void {
    this.#reserve(value.length * 3 + STRING_END.length);
    const bytes = this.#bytes;
    let at = this.length;
    let i = 0;
    for (; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code === 0 || code > 0x7f) break;
      bytes[at++] = code;
    }
    if (i < value.length) {
      const rest = i === 0 ? value : value.slice(i);
      if (rest.includes("\0")) {
        this.length = at;
        for (const piece of Buffer.from(rest, "utf8")) {
          this.byte(piece);
          if (piece === 0) this.byte(0xff);
        }
        at = this.length;
      } else {
        at += bytes.write(rest, at, "utf8");
      }
    }
    this.length = at;
    this.raw(STRING_END);
  }

  #reserve(count: number): void {
    if (this.length + count <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.length + count));
    this.#bytes.copy(grown, 0, 0, this.length);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
