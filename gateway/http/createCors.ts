import type { IncomingMessage } from "node:http";

export interface CorsOptions {
  /**
   * Origins whose pages may read answers, such as `https://dashboard.example.org`; `"*"` lets every page read what an
   * anonymous caller gets. Pages of the gateway's own origin need no entry. @default none
   */
  origins?: readonly string[] | "*";
  /** Let those pages send cookies and HTTP authentication; not with `"*"`. @default false */
  credentials?: boolean;
}

/** What CORS adds to an answer. */
export interface Cors {
  /** Headers for the answer to a request of this origin. */
  headersFor(origin: string | undefined): Readonly<Record<string, string>>;
  /** Whether the request is a preflight (Fetch standard §3.2.2), which is answered without asking the graph. */
  isPreflight(request: IncomingMessage): boolean;
  /** Headers of a preflight's answer; `null` when the origin may not ask. */
  preflightHeaders(origin: string | undefined): Readonly<Record<string, string>> | null;
}

/** How long a browser may remember a preflight's answer, in seconds. */
const MAX_AGE_SECONDS = "600";

/** Request headers that pages may set. */
const REQUEST_HEADERS = [
  "accept-language",
  "apollo-require-preflight",
  "authorization",
  "content-type",
  "traceparent",
  "x-apollo-operation-name",
  "x-break-glass",
  "x-cost",
  "x-purpose",
  "x-request-id",
];
const NONE: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Cross-origin rules (Fetch standard §3.2): nobody but the gateway's own pages, unless listed.
 * @throws Error for an origin that is not one, or credentials together with `"*"`
 */
export function createCors({ origins = [], credentials = false }: CorsOptions = {}): Cors {
  if (origins === "*" && credentials) {
    throw new Error('CORS: credentials need a list of origins, they cannot be combined with "*"');
  }
  for (const origin of origins === "*" ? [] : origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new Error(`CORS: "${origin}" is not an origin; write it as https://host or https://host:port`);
  }
  const allowed = new Set(origins);
  const isOpen = origins === "*" || allowed.size > 0;
  const vary: Record<string, string> = origins !== "*" && isOpen ? { vary: "Origin" } : {};
  const isAllowed = (origin: string | undefined): origin is string =>
    origin !== undefined && (origins === "*" || allowed.has(origin));

  const headersFor = (origin: string | undefined): Readonly<Record<string, string>> => {
    if (!isOpen) return NONE;
    if (!isAllowed(origin)) return vary;
    return {
      ...vary,
      "access-control-allow-origin": origins === "*" ? "*" : origin,
      "access-control-expose-headers": "ratelimit, ratelimit-policy, retry-after, x-request-id",
      ...(credentials ? { "access-control-allow-credentials": "true" } : {}),
    };
  };

  return {
    headersFor,
    isPreflight: ({ method, headers }) =>
      method === "OPTIONS" &&
      headers.origin !== undefined &&
      headers["access-control-request-method"] !== undefined,
    preflightHeaders: (origin) =>
      isAllowed(origin)
        ? {
            ...headersFor(origin),
            "access-control-allow-methods": "GET, POST",
            "access-control-allow-headers": REQUEST_HEADERS.join(", "),
            "access-control-max-age": MAX_AGE_SECONDS,
          }
        : null,
  };
}
