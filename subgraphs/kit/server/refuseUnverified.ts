import type { Verifier } from "../signing/createVerifier.ts";
import { SignatureRefusal } from "../signing/SignatureRefusal.ts";
import { RequestRefusal } from "./RequestRefusal.ts";

/** The same verifier, whose refusals are answers: 401, or 503 while it cannot remember any more requests. */
export function refuseUnverified(verify: Verifier): Verifier {
  return (request) => {
    const callerOf = orRefuse(() => verify(request));
    return (body) => orRefuse(() => callerOf(body));
  };
}

function orRefuse<T>(verified: () => T): T {
  try {
    return verified();
  } catch (error) {
    if (!(error instanceof SignatureRefusal)) throw error;
    const { reason, message } = error;
    throw reason === "full"
      ? new RequestRefusal(503, message, { "retry-after": "1" }, "RATE_LIMITED")
      : new RequestRefusal(401, message, { "www-authenticate": "Signature" }, "UNAUTHENTICATED");
  }
}
