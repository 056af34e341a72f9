import type { IncomingHttpHeaders } from "node:http";

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

const NONE: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Makes the function that picks what is passed on of a request's headers. `x-request-id` in the list means the
 * gateway's own id for the request, given or generated.
 * @throws Error for a name that is malformed or may not be forwarded
 */
export function createHeaderForwarder(allowed: readonly string[]) {
  const names = allowed.map((name) => name.toLowerCase());
  for (const name of names) {
    if (!HEADER_NAME.test(name)) throw new Error(`"${name}" is not the name of an HTTP header`);
    if (NEVER_FORWARDED.has(name)) throw new Error(`the header "${name}" may not be passed on to subgraphs`);
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
