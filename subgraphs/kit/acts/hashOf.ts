import { createHash } from "node:crypto";

/** A fingerprint of the parts, 64 hexadecimal digits: it differs with every part and says nothing of any. */
export function hashOf(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
