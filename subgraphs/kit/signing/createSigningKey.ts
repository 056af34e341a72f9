import { createSecretKey } from "node:crypto";
import { isAvailable, isSigningAlgorithm, type SigningKey } from "./SigningKey.ts";

/** A key as it is written down. */
export interface WrittenKey {
  id: string;
  /** base64url of at least 32 random bytes. */
  secret: string;
  /** @default hmac-sha256 */
  algorithm?: string | undefined;
}

/** Shortest secret, in bytes: the length of the MAC (RFC 2104, section 3). */
export const MIN_SECRET_BYTES = 32;

/**
 * A key that can sign.
 * @throws Error saying what is wrong, without the secret
 */
export function createSigningKey({ id, secret, algorithm = "hmac-sha256" }: WrittenKey): SigningKey {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(id))
    throw new Error("a key id has 1 to 64 letters, digits, dots, dashes and underscores");
  if (!isSigningAlgorithm(algorithm))
    throw new Error(`the algorithm of key "${id}" must be hmac-sha256 or hmac-sm3`);
  if (!isAvailable(algorithm))
    throw new Error(`key "${id}" asks for ${algorithm}, which this build of Node.js lacks: use hmac-sha256`);
  const bytes = Buffer.from(secret, "base64url");
  if (!/^[A-Za-z0-9_-]+$/.test(secret) || bytes.length < MIN_SECRET_BYTES)
    throw new Error(
      `the secret of key "${id}" must be base64url of at least ${MIN_SECRET_BYTES} random bytes: npm run signing-key makes one`,
    );
  return { id, algorithm, secret: createSecretKey(bytes) };
}
