import type { IncomingHttpHeaders } from "node:http";
import { StartError } from "../../subgraphs/kit/server/settings.ts";
import { SIGNING_HEADERS } from "../../subgraphs/kit/signing/signatureBase.ts";

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

/** Headers that belong to one connection or one body (RFC 9110 §7.6.1), or are set by the gateway for its own call. */
const NEVER_FORWARDED = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** By these a caller proves who they are to the gateway; no subgraph has business with them. */
const CREDENTIALS = new Set(["authorization", "cookie", "x-api-key", "x-break-glass"]);

/** By these the gateway proves itself to the subgraphs and says who asks; from a client they would be a forgery. */
const GATEWAYS_OWN = new Set<string>([...SIGNING_HEADERS, "accept-signature"]);

const NONE: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Makes the function that picks what is passed on of a request's headers. `x-request-id` in the list means the
 * gateway's own id for the request, given or generated.
 * @throws StartError for a name that is malformed or may not be forwarded, saying why
 */
export function createHeaderForwarder(allowed: readonly string[]) {
  const names = allowed.map((name) => name.toLowerCase());
  for (const name of names) {
    const reason = whyNot(name);
    if (reason) throw new StartError(`FORWARD_HEADERS: "${name}" ${reason}`);
  }
  // Without any, all requests carry one and the same object: the transport recognizes it by identity.
  if (names.length === 0) return () => NONE;
  return (headers: IncomingHttpHeaders, requestId: string): Readonly<Record<string, string>> => {
    const forwarded: Record<string, string> = {};
    for (const name of names) {
      const value = name === "x-request-id" ? requestId : headers[name];
      if (value !== undefined) forwarded[name] = Array.isArray(value) ? value.join(", ") : value;
    }
    return forwarded;
  };
}

function whyNot(name: string): string | undefined {
  if (!HEADER_NAME.test(name)) return "is not the name of an HTTP header";
  if (NEVER_FORWARDED.has(name))
    return "belongs to the client's connection or message: it may not be passed on";
  if (CREDENTIALS.has(name))
    return "holds the client's credentials, which stay at the gateway: subgraphs learn from it who asks";
  if (GATEWAYS_OWN.has(name) || name.startsWith("x-liandong-"))
    return "is set by the gateway alone: subgraphs would take a client's for its own";
  return undefined;
}
