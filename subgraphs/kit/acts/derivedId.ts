import { hashOf } from "./hashOf.ts";

/**
 * An id that the same act always gives again: `<prefix>_<24 hexadecimal digits>`.
 * @param parts what makes two acts the same: the act's name and the client's key, or a natural key
 */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}_${hashOf(...parts).slice(0, 24)}`;
}
