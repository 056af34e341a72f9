import type { SubgraphName } from "../../../subgraphs/kit/server/Subgraph.ts";

/** Which server is asked: the gateway, or a subgraph's own. */
export type Door = "gateway" | SubgraphName;

/** What is sent to a door: plain data, so that a failing one can be printed, kept in a file and sent again. */
export interface Input {
  door: Door;
  /** The bytes, one character each (latin-1). */
  bytes: string;
  /**
   * How many answers these bytes must get on a connection that stays open; absent where it is in doubt what they are as
   * HTTP: then the sender closes its half, and whatever answers come are judged.
   */
  answers?: number;
  /** `x-request-id` of each request, where they must come back in this order. */
  ids?: readonly string[];
  /** It asks for an act: when it is refused, nothing may be written. Sent while nothing else is. */
  act?: boolean;
}

/** Text as the bytes of its UTF-8, one character each. */
export const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** Text for a query string; lone surrogates, which have no UTF-8, become U+FFFD. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));

/** One well-formed HTTP request; a body gets its length. */
export function httpRequest(
  method: string,
  target: string,
  { headers = [], body }: { headers?: readonly string[]; body?: string } = {},
): string {
  const lines = [`${method} ${target} HTTP/1.1`, "host: fuzz", ...headers];
  if (body !== undefined) lines.push(`content-length: ${body.length}`);
  return `${lines.join("\r\n")}\r\n\r\n${body ?? ""}`;
}

export const JSON_BODY = "content-type: application/json";

/** A well-formed POST of this text to `/graphql`. */
export const post = (door: Door, body: string, headers: readonly string[] = [JSON_BODY]): Input => ({
  door,
  bytes: httpRequest("POST", "/graphql", { headers, body: utf8(body) }),
  answers: 1,
});
