import { createHmac, getHashes, hash, type KeyObject } from "node:crypto";

/**
 * What requests may be signed with, by the name the signature carries (`alg`): the hash of the HMAC, and the one of the body
 * under its `Content-Digest` name. `hmac-sha256` is RFC 9421, section 3.3.3; `hmac-sm3` is the same over SM3 (GB/T
 * 32905-2016), for departments under commercial-cryptography assessment, and in no registry.
 */
const SIGNING_ALGORITHMS = {
  "hmac-sha256": { hash: "sha256", digestName: "sha-256" },
  "hmac-sm3": { hash: "sm3", digestName: "sm3" },
} as const;

export type SigningAlgorithm = keyof typeof SIGNING_ALGORITHMS;

export const isSigningAlgorithm = (text: string): text is SigningAlgorithm =>
  Object.hasOwn(SIGNING_ALGORITHMS, text);

/** Whether this Node.js can compute it: one linked against another OpenSSL may lack SM3. */
export const isAvailable = (algorithm: SigningAlgorithm): boolean =>
  getHashes().includes(SIGNING_ALGORITHMS[algorithm].hash);

/** A secret the gateway shares with one subgraph; a `KeyObject`, so that no log or error shows it by mistake. */
export interface SigningKey {
  /** Named in every signature (`keyid`), so that several may be in use at once. */
  id: string;
  algorithm: SigningAlgorithm;
  secret: KeyObject;
}

/** The MAC of a signature base (RFC 9421, section 3.3.3). */
export const macOf = ({ algorithm, secret }: SigningKey, signatureBase: string) =>
  createHmac(SIGNING_ALGORITHMS[algorithm].hash, secret).update(signatureBase);

/** The `Content-Digest` of a body (RFC 9530, section 2). */
export function contentDigest(algorithm: SigningAlgorithm, body: Uint8Array): string {
  const { hash: name, digestName } = SIGNING_ALGORITHMS[algorithm];
  return `${digestName}=:${hash(name, body, "base64")}:`;
}
