import { type Caller, VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { encodeCaller } from "../../subgraphs/kit/caller/callerHeader.ts";

/**
 * A key that is the same only for equal callers, purpose and all: calls and answers are shared within it. Everything an
 * answer may depend on is in the caller, and nothing of their credentials. Visitors share the key `public`.
 */
export function securityKeyOf(caller: Caller): string {
  return caller === VISITOR ? "public" : encodeCaller(caller);
}
