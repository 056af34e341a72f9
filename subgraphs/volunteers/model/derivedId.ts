import { createHash } from "node:crypto";

/**
 * An id that the same act always gives again: `<prefix>_<24 hexadecimal digits>`.
 * What makes two acts the same (the client's key, or the natural key) is hashed, so nothing of it shows.
 */
export function derivedId(prefix: string, ...parts: string[]): string {
  return `${prefix}_${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24)}`;
}
