import type { IncomingMessage } from "node:http";
import { type ApolloServer, type BaseContext, HeaderMap } from "@apollo/server";
import { RequestRefusal } from "./RequestRefusal.ts";
import { type BodyLimits, readJsonBody } from "./readJsonBody.ts";

/** What to send for one GraphQL request. */
export interface GraphqlAnswer {
  status: number;
  headers: Record<string, string>;
  /** The whole answer, or the parts of an incremental one. */
  body: string | AsyncIterable<string>;
}

export interface AnswerOptions<C extends BaseContext> {
  createContext(): Promise<C>;
  limits: BodyLimits;
  /**
   * Looks at the request before its body is read, and at the body's bytes (none for a GET) before they are parsed.
   * Both throw RequestRefusal to refuse it.
   */
  admit?(request: IncomingMessage): (body: Uint8Array) => void;
  /**
   * Looks at the parsed body (POST) or the parameters (GET) before anything is done with it; may put in a `query`.
   * @throws RequestRefusal to refuse it
   */
  inspect?(asked: unknown): void;
  /** Answers a POST by its parsed body, once that was inspected, if it can; `undefined` goes the whole way. */
  answerFirst?(body: unknown): Promise<GraphqlAnswer | undefined> | undefined;
}

const NO_BODY = new Uint8Array();

/**
 * Answers one GraphQL-over-HTTP request (https://graphql.github.io/graphql-over-http/draft/) by Apollo Server.
 * Never rejects for what the caller did: that is an answer with a 4xx status and a coded error.
 */
export async function answerGraphql<C extends BaseContext>(
  apollo: ApolloServer<C>,
  request: IncomingMessage,
  { createContext, limits, admit, inspect, answerFirst }: AnswerOptions<C>,
): Promise<GraphqlAnswer> {
  const { method = "GET", url = "/" } = request;
  const queryAt = url.indexOf("?");
  let search = queryAt === -1 ? "" : url.slice(queryAt);
  let body: unknown;
  try {
    const admitBody = admit?.(request);
    if (method === "POST") body = await readJsonBody(request, limits, admitBody);
    else if (method !== "GET") {
      throw new RequestRefusal(405, "ask by POST, or a query by GET", { allow: "GET, POST" });
    } else admitBody?.(NO_BODY);
    if (method === "POST") {
      inspect?.(body);
      const first = await answerFirst?.(body);
      if (first) return first;
    } else if (inspect) search = inspectSearch(search, inspect);
  } catch (error) {
    if (error instanceof RequestRefusal) return refusalAnswer(error);
    throw error;
  }
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: headerMap(request), search, body },
    context: createContext,
  });
  return {
    status: answer.status ?? 200,
    headers: Object.fromEntries(answer.headers),
    body: answer.body.kind === "complete" ? answer.body.string : answer.body.asyncIterator,
  };
}

function inspectSearch(search: string, inspect: (asked: unknown) => void): string {
  const parameters = new URLSearchParams(search);
  const asked: { query?: unknown; extensions?: unknown } = Object.fromEntries(parameters);
  const { query, extensions } = asked;
  if (typeof extensions === "string") asked.extensions = parsed(extensions);
  inspect(asked);
  if (asked.query === query) return search;
  parameters.set("query", String(asked.query));
  return `?${parameters}`;
}

/** The parameter as Apollo Server will read it; one that is no JSON is left for it to refuse. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** A refusal as a GraphQL answer. */
export function refusalAnswer({
  status,
  message,
  headers,
  code,
}: RequestRefusal): GraphqlAnswer & { body: string } {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}

function headerMap({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return map;
}
