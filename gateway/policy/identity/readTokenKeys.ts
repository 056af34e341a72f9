import { readFileSync } from "node:fs";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from "jose";
import { followFile } from "./followFile.ts";
import { cannotCheck } from "./IdentityRefusal.ts";

/** Longest wait for an issuer's keys, in milliseconds. */
const TIMEOUT_MS = 5_000;
/** Keys are asked for anew after this time, and for an unknown key no sooner than `COOLDOWN_MS`, in milliseconds. */
const MAX_AGE_MS = 600_000;
const COOLDOWN_MS = 30_000;

/**
 * The keys of a token issuer, as a JSON Web Key Set (RFC 7517): from a URL, fetched when needed and kept, or from a file,
 * read again when it changes. Where they cannot be had the request is refused, with 503.
 * @param onProblem told why they cannot be had, for the log
 * @throws Error when the file is no key set
 */
export function readTokenKeys(location: string, onProblem: (error: unknown) => void): JWTVerifyGetKey {
  const keys = /^https?:/.test(location)
    ? createRemoteJWKSet(new URL(location), {
        timeoutDuration: TIMEOUT_MS,
        cacheMaxAge: MAX_AGE_MS,
        cooldownDuration: COOLDOWN_MS,
      })
    : keysOfFile(location);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      const isToken =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys ||
        error instanceof errors.JOSENotSupported;
      if (isToken) throw error;
      onProblem(error);
      throw cannotCheck("tokens cannot be checked at present: ask again shortly");
    }
  };
}

function keysOfFile(file: string): JWTVerifyGetKey {
  const current = followFile(file, (text) => createLocalJWKSet(JSON.parse(text) as JSONWebKeySet));
  current();
  return async (header, token) => current()(header, token);
}

/** The public keys of a file, to see that there are any. @throws Error when there are none */
export function countKeys(file: string): number {
  const { keys } = JSON.parse(readFileSync(file, "utf8")) as { keys?: unknown };
  return Array.isArray(keys) ? keys.length : 0;
}
