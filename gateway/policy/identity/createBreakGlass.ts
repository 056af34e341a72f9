import { createHash, randomUUID } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import { type Agency, type Caller, hasScope } from "../../../subgraphs/kit/caller/Caller.ts";
import { badCredentials, IdentityRefusal } from "./IdentityRefusal.ts";

/** Somebody was let past the rules in an emergency: for the audit trail and whoever is on duty. */
export interface BreakGlassEvent {
  kind: "break-glass";
  /** The grant's id. */
  grantId: string;
  principal: string;
  agency: Agency | null;
  unit: string | null;
  /** Their own words: for the audit trail, never for an ordinary log. */
  reason: string;
  /** Milliseconds since the epoch. */
  grantedAt: number;
  expiresAt: number;
}

export interface BreakGlassOptions {
  /** What grants are signed with, at least 32 bytes; who has it can make grants. */
  key: Uint8Array;
  /** How long a grant is good, in milliseconds. @default 900 000 */
  lifeMs?: number;
  /** Told of every grant before it is given; where it fails, there is no grant. */
  onBreakGlass: (event: BreakGlassEvent) => void | Promise<void>;
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number;
}

export interface BreakGlass {
  /** @throws IdentityRefusal when the caller may not, or it cannot be put on record */
  grant(caller: Caller, reason: string): Promise<{ grant: string; expiresAt: number }>;
  /** @throws IdentityRefusal when the grant is not good, or somebody else's */
  check(grant: string, principal: string): void | Promise<void>;
}

const ALGORITHM = "HS256";
const ISSUER = "liandong:break-glass";

/** Emergency access: asked for with a reason, bound to one principal, short, and reported each time. */
export function createBreakGlass({
  key,
  lifeMs = 900_000,
  onBreakGlass,
  now = Date.now,
}: BreakGlassOptions): BreakGlass {
  const remembered = new LRUCache<string, { principal: string; until: number }>({ max: 1_000 });
  const refuseOthers = (holder: string | undefined, principal: string): void => {
    if (holder !== principal) throw badCredentials("the break-glass grant is somebody else's");
  };
  const verify = async (grant: string, principal: string, hash: string): Promise<void> => {
    try {
      const { payload } = await jwtVerify(grant, key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        requiredClaims: ["exp", "sub"],
        currentDate: new Date(now()),
      });
      const { sub = "", exp = 0 } = payload;
      remembered.set(hash, { principal: sub, until: exp * 1_000 });
      refuseOthers(sub, principal);
    } catch (error) {
      if (error instanceof IdentityRefusal) throw error;
      const isOver = error instanceof errors.JWTExpired;
      throw badCredentials(
        isOver ? "the break-glass grant has expired: ask for another" : "the break-glass grant is not valid",
      );
    }
  };

  return {
    async grant(caller, reason) {
      if (!hasScope(caller, "break-glass"))
        throw new IdentityRefusal(403, "FORBIDDEN", "emergency access needs the scope break-glass");
      const { principal, agency, unit } = caller;
      const grantedAt = now();
      // Tokens count in whole seconds.
      const expiresAt = Math.floor((grantedAt + lifeMs) / 1_000) * 1_000;
      const grantId = randomUUID();
      try {
        await onBreakGlass({
          kind: "break-glass",
          grantId,
          principal,
          agency,
          unit,
          reason,
          grantedAt,
          expiresAt,
        });
      } catch {
        throw new IdentityRefusal(
          503,
          "AUDIT_UNAVAILABLE",
          "the emergency access could not be put on record, so it was not given: ask the operators",
        );
      }
      const grant = await new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setSubject(principal)
        .setJti(grantId)
        .setIssuedAt(Math.floor(grantedAt / 1_000))
        .setExpirationTime(expiresAt / 1_000)
        .sign(key);
      return { grant, expiresAt };
    },
    check(grant, principal) {
      const hash = createHash("sha256").update(grant).digest("base64");
      const known = remembered.get(hash);
      if (!known || now() >= known.until) return verify(grant, principal, hash);
      refuseOthers(known.principal, principal);
    },
  };
}
