import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Headers by which a caller says who they are, for whom and to what purpose they ask. */
const IDENTIFYING = ["authorization", "cookie", "x-api-key", "x-purpose"] as const;

/**
 * A key that is the same only for requests that come with the same credentials and purpose: calls and answers are
 * shared within it. Requests without any share the key `public`. The credentials themselves are not in it.
 */
export function securityKeyOf(headers: IncomingHttpHeaders): string {
  let hash: ReturnType<typeof createHash> | undefined;
  for (const name of IDENTIFYING) {
    const value = headers[name];
    if (value === undefined) continue;
    hash ??= createHash("sha256");
    hash.update(`${name}\n${value}\n`);
  }
  return hash ? hash.digest("base64url") : "public";
}
