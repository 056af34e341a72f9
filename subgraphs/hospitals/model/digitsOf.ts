import { createHash } from "node:crypto";

/** `count` (at most 20) decimal digits that depend on all of `text`: the serial part of an id that anyone can derive again. */
export function digitsOf(text: string, count: number): string {
  const number = createHash("sha256").update(text).digest().readBigUInt64BE();
  return number.toString().padStart(20, "0").slice(-count);
}

/** A fingerprint of a JSON value, equal for equal content. */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}
