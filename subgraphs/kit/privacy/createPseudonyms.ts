import { createHmac, randomBytes } from "node:crypto";
import type { Purpose } from "../caller/Purpose.ts";

const PSEUDONYM = /^ps_[0-9a-f]{32}$/;

/** The pseudonym of an identifier for one purpose. */
export type Pseudonyms = (identifier: string, purpose: Purpose | null) => string;

/**
 * Makes an agency's pseudonyms: HMAC-SHA256 under its key, the same for the same purpose and different for another, so that
 * records can be linked within one purpose and not across (GB/T 37964-2019, keyed pseudonymization).
 * @param key at least 32 bytes; one of this process only when left out
 */
export function createPseudonyms(owner: string, key: Uint8Array = randomBytes(32)): Pseudonyms {
  return (identifier, purpose) => {
    const hmac = createHmac("sha256", key);
    hmac.update(JSON.stringify([owner, purpose ?? "", identifier]));
    return `ps_${hmac.digest("hex").slice(0, 32)}`;
  };
}

export const isPseudonym = (text: string): boolean => PSEUDONYM.test(text);
