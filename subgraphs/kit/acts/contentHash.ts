import { hashOf } from "./hashOf.ts";

/** A fingerprint of what an act asks for: equal whatever the order of its fields, and whether one is `null` or left out. */
export function contentHash(content: object): string {
  const given = Object.entries(content).filter(([, value]) => value !== null && value !== undefined);
  return hashOf(given.sort(([a], [b]) => (a < b ? -1 : 1)));
}
