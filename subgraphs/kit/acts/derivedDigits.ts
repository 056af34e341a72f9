import { hashOf } from "./hashOf.ts";

/** What {@link derivedId} is to opaque ids, for ids that are all digits: `count` of them, derived from the parts. */
export function derivedDigits(count: number, ...parts: readonly string[]): string {
  return (BigInt(`0x${hashOf(...parts)}`) % 10n ** BigInt(count)).toString().padStart(count, "0");
}
