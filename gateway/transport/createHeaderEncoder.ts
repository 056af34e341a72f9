import { SIGNING_HEADERS } from "../../subgraphs/kit/signing/signatureBase.ts";
import type { CallContext } from "./SubgraphTransport.ts";

export const CONTENT_TYPE = "application/json";

/** Headers of the connection or of our own message, which nobody else may set (RFC 9110, sections 6.4, 7.6.1 and 12.5). */
const OURS = new Set<string>([
  ...SIGNING_HEADERS,
  ..."accept accept-charset accept-encoding connection content-encoding content-length content-type expect".split(
    " ",
  ),
  ..."host keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer".split(" "),
  ..."transfer-encoding upgrade".split(" "),
]);
/** `token` and the characters of `field-value`, without line breaks (RFC 9110, sections 5.1 and 5.5). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Makes the function that turns forwarded headers into the flat list undici takes, after our own. A header that is
 * ours or would not be legal on the wire is left out: it may come from a client, and must neither smuggle nor fail a call.
 */
export function createHeaderEncoder(): (headers: CallContext["headers"]) => string[] {
  const own = ["content-type", CONTENT_TYPE, "accept", "application/json"];
  const lists = new WeakMap<object, string[]>();
  return (headers) => {
    if (!headers) return own;
    const known = lists.get(headers);
    if (known) return known;
    const list = [...own];
    for (const [name, value] of Object.entries(headers)) {
      const isSendable = typeof value === "string" && NAME.test(name) && VALUE.test(value);
      if (isSendable && !OURS.has(name.toLowerCase())) list.push(name, value);
    }
    lists.set(headers, list);
    return list;
  };
}
