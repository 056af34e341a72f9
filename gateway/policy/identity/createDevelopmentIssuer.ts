import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTVerifyGetKey,
  SignJWT,
} from "jose";
import { ROLES, type RoleName, type SampleRole } from "./roles.ts";

export const DEVELOPMENT_ISSUER = "liandong:development";
export const DEVELOPMENT_AUDIENCE = "liandong";
const ALGORITHM = "ES256";

/** What a token may say differently from its role. */
export interface TokenChanges extends Partial<Pick<SampleRole, "agency" | "unit" | "purposes">> {
  /** How long the token is good, in seconds. @default 28 800 (a working day) */
  lifeS?: number;
}

/** Makes tokens for the sample roles and knows the key to check them with. For development only: anybody may have any. */
export interface DevelopmentIssuer {
  keys: JWTVerifyGetKey;
  mint(role: RoleName, changes?: TokenChanges): Promise<string>;
}

/**
 * The issuer whose key pair is kept in the gateway's state directory: made on first use, the same for all processes.
 * @param directory such as `data/gateway`
 */
export function createDevelopmentIssuer(directory: string): DevelopmentIssuer {
  let loading: Promise<JWK> | undefined;
  const privateJwk = (): Promise<JWK> => {
    loading ??= loadKey(join(directory, "development-key.json"));
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  return {
    async keys(header, token) {
      const { d: _, ...publicJwk } = await privateJwk();
      return createLocalJWKSet({ keys: [publicJwk as never] })(header, token);
    },
    async mint(role, { lifeS = 28_800, ...changes } = {}) {
      const jwk = await privateJwk();
      const { scopes, ...rest }: SampleRole = ROLES[role];
      const { agency, unit, purposes } = { ...rest, ...changes };
      const now = Math.floor(Date.now() / 1_000);
      return new SignJWT({ scope: scopes.join(" "), agency, unit, purposes })
        .setProtectedHeader({ alg: ALGORITHM, typ: "at+jwt", ...(jwk.kid ? { kid: jwk.kid } : {}) })
        .setIssuer(DEVELOPMENT_ISSUER)
        .setAudience(DEVELOPMENT_AUDIENCE)
        .setSubject(`sample-${role}`)
        .setIssuedAt(now)
        .setExpirationTime(now + lifeS)
        .sign(await importJWK(jwk, ALGORITHM));
    },
  };
}

/** The key of the file; where two processes make one at the same time, both take the one that was there first. */
async function loadKey(file: string): Promise<JWK> {
  const read = (): JWK => {
    const jwk = JSON.parse(readFileSync(file, "utf8")) as JWK;
    chmodSync(file, 0o600);
    return jwk;
  };
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: ALGORITHM, kid: "development" };
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify(jwk), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read();
}
