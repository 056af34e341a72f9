import { ObjectId } from "mongodb";
import type { IndexField } from "./IndexDefinition.ts";
import { STRING_END, Tag } from "./keyEncoding.ts";

/** Where field number `position` starts in an index key (whose first byte is the index number). */
export function componentEnd(key: Uint8Array, fields: readonly IndexField[], position: number): number {
  let at = 1;
  for (let i = 0; i < position; i++) {
    const component = readComponent(key, at, fields[i]?.descending ?? false);
    // Only asked of fields held to single scalar values or read before.
    if (!component) throw new Error("index key cannot be read");
    at = component.end;
  }
  return at;
}

/** Decodes one scalar of an index key; `undefined` for arrays and documents, which keys do not give back. */
export function readComponent(
  key: Uint8Array,
  start: number,
  descending: boolean,
): { value: unknown; end: number } | undefined {
  const mask = descending ? 0xff : 0;
  const tag = (key[start] as number) ^ mask;
  const at = start + 1;
  const bytes = (length: number) => Buffer.from(key.subarray(at, at + length).map((byte) => byte ^ mask));
  switch (tag) {
    case Tag.null:
      return { value: null, end: at };
    case Tag.boolean:
      return { value: bytes(1)[0] === 1, end: at + 1 };
    case Tag.number:
      return { value: readNumber(bytes(8)), end: at + 8 };
    case Tag.date:
      return { value: new Date(readNumber(bytes(8))), end: at + 8 };
    case Tag.objectId:
      return { value: new ObjectId(bytes(12)), end: at + 12 };
    case Tag.string:
      return readString(key, at, mask);
    default:
      return undefined;
  }
}

function readNumber(bytes: Buffer): number {
  const first = bytes[0] as number;
  if (first & 0x80) bytes[0] = first ^ 0x80;
  else for (let i = 0; i < 8; i++) bytes[i] = (bytes[i] as number) ^ 0xff;
  return bytes.readDoubleBE();
}

function readString(key: Uint8Array, start: number, mask: number): { value: string; end: number } {
  let end = start;
  let escaped = false;
  for (; end < key.length; end++) {
    if (((key[end] as number) ^ mask) !== 0) continue;
    if (((key[end + 1] as number) ^ mask) === STRING_END[1]) break;
    escaped = true;
    end++;
  }
  const text = Buffer.from(key.subarray(start, end).map((byte) => byte ^ mask)).toString("utf8");
  // The ff of an escaped NUL is no UTF-8 and decodes as U+FFFD.
  return { value: escaped ? text.replaceAll("\0\ufffd", "\0") : text, end: end + STRING_END.length };
}
