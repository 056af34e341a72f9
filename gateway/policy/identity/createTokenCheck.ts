import { createHash } from "node:crypto";
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import type { CheckCredential } from "./createIdentity.ts";
import { badCredentials, IdentityRefusal } from "./IdentityRefusal.ts";
import { Person } from "./Person.ts";

/** Most tokens remembered. */
const MAX_REMEMBERED = 10_000;

/** Signature algorithms a token may use: asymmetric ones only, or whoever can check a token could make one. */
export const TOKEN_ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

export interface TokenCheckOptions {
  /** Finds the key of a token; throws IdentityRefusal when the keys cannot be had. */
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: string;
  /** @default RS256, PS256, ES256, EdDSA */
  algorithms?: readonly (typeof TOKEN_ALGORITHMS)[number][];
  /** How far the issuer's clock may be off, in seconds. @default 30 */
  clockToleranceS?: number;
  /** Longest time a token is good without being checked anew, in milliseconds: keys may be withdrawn. @default 300 000 */
  rememberMs?: number;
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number;
}

/**
 * Checks JWT access tokens: signature, issuer, audience, times (RFC 8725, RFC 9068). A good one is remembered by its
 * hash until it expires, so that asking again costs a hash.
 */
export function createTokenCheck({
  keys,
  issuer,
  audience,
  algorithms = ["RS256", "PS256", "ES256", "EdDSA"],
  clockToleranceS = 30,
  rememberMs = 300_000,
  now = Date.now,
}: TokenCheckOptions): CheckCredential {
  const remembered = new LRUCache<string, { person: Person; until: number }>({ max: MAX_REMEMBERED });
  const options = {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: clockToleranceS,
    requiredClaims: ["exp", "sub"],
  };
  const check = async (token: string, hash: string): Promise<Person> => {
    try {
      const { payload } = await jwtVerify(token, keys, { ...options, currentDate: new Date(now()) });
      const person = personOf(payload);
      const expiresAt = ((payload.exp ?? 0) + clockToleranceS) * 1_000;
      remembered.set(hash, { person, until: Math.min(expiresAt, now() + rememberMs) });
      return person;
    } catch (error) {
      throw error instanceof IdentityRefusal ? error : badCredentials(reasonOf(error));
    }
  };
  return (token) => {
    const hash = createHash("sha256").update(token).digest("base64");
    const known = remembered.get(hash);
    if (known && now() < known.until) return known.person;
    return check(token, hash);
  };
}

function personOf({ sub = "", scope, agency, unit, purposes }: JWTPayload): Person {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (sub === "" || sub.length > 200 || /[\u0000-\u001f\u007f]/.test(sub))
    throw badCredentials("the token names nobody: its sub must have 1 to 200 printable characters");
  return new Person({
    principal: `user:${sub}`,
    agency,
    unit,
    scopes: wordsOf(scope) ?? [],
    purposes: wordsOf(purposes),
  });
}

/** A claim that lists words: space separated (RFC 9068 §2.2.3), or an array. What is neither lists nothing. */
function wordsOf(claim: unknown): string[] | undefined {
  if (claim === undefined) return undefined;
  if (typeof claim === "string") return claim.split(" ").filter(Boolean);
  return Array.isArray(claim) ? claim.filter((one) => typeof one === "string") : [];
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "the token has expired: sign in again";
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "nbf") return "the token is not valid yet";
    return ["iss", "aud", "sub", "exp", "iat"].includes(error.claim)
      ? `the token is not for this gateway: its claim ${error.claim} does not fit`
      : "the token is not for this gateway";
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return "the token is signed with an algorithm that is not accepted";
  if (error instanceof errors.JWKSNoMatchingKey) return "the token is signed with a key that is not known";
  return "the token is not valid";
}
