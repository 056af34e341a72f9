import { RequestRefusal } from "../../../subgraphs/kit/server/RequestRefusal.ts";
import type { ErrorCode } from "../ErrorCode.ts";

/** A request is refused for what it says of its caller; the message is written for them and holds nothing they sent. */
export class IdentityRefusal extends RequestRefusal {
  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(status, message, headers, code);
  }
}

/** Challenge of RFC 6750 §3; descriptions are plain ASCII without quotes. */
const challenge = (error: string, description: string) => ({
  "www-authenticate": `Bearer realm="liandong", error="${error}", error_description="${description}"`,
});

/** Something is wrong with the credentials that came (401). */
export const badCredentials = (message: string): IdentityRefusal =>
  new IdentityRefusal(401, "UNAUTHENTICATED", message, challenge("invalid_token", message));

/** The credentials came in a way nobody can make sense of (400). */
export const badRequest = (message: string): IdentityRefusal =>
  new IdentityRefusal(400, "BAD_REQUEST", message, challenge("invalid_request", message));

/** The credentials cannot be checked at present (503): nobody is let in, not even as a visitor. */
export const cannotCheck = (message: string): IdentityRefusal =>
  new IdentityRefusal(503, "UNAUTHENTICATED", message, { "retry-after": "5" });
