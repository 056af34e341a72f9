import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import type { CheckCredential } from "../createIdentity.ts";
import { createTokenCheck, type TokenCheckOptions } from "../createTokenCheck.ts";

export const ISSUER = "https://issuer.test";
export const AUDIENCE = "graph";
/** The time tokens are made and checked at unless a test says otherwise, in seconds since the epoch. */
export const NOW_S = 1_800_000_000;

/** A token issuer with one key; `token` signs what it is told to, good by default. */
export async function openTestIssuer(algorithm = "ES256") {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: "k1", alg: algorithm };
  return {
    jwks: { keys: [jwk] },
    token(
      claims: Record<string, unknown> = {},
      header: { alg?: string; kid?: string } = {},
    ): Promise<string> {
      const all = { iss: ISSUER, aud: AUDIENCE, sub: "w1", iat: NOW_S, exp: NOW_S + 600, ...claims };
      const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      return new SignJWT(given).setProtectedHeader({ alg: algorithm, kid: "k1", ...header }).sign(privateKey);
    },
    check: (options: Partial<TokenCheckOptions> = {}): CheckCredential =>
      createTokenCheck({
        keys: createLocalJWKSet({ keys: [jwk as never] }),
        issuer: ISSUER,
        audience: AUDIENCE,
        now: () => NOW_S * 1_000,
        ...options,
      }),
  };
}
