import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, type BaseContext, HeaderMap } from "@apollo/server";

/** Largest request body that is read, in bytes. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * Serves GraphQL over HTTP with Apollo Server on plain `node:http` (https://graphql.github.io/graphql-over-http/draft/).
 * Bodies must be JSON in UTF-8 of at most 1 MiB; anything else is a 4xx with a coded error.
 */
export function graphqlHandler<C extends BaseContext>(
  apollo: ApolloServer<C>,
  createContext: (request: IncomingMessage) => Promise<C>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) {
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
    }
    let body: unknown;
    if (request.method !== "GET" && request.method !== "HEAD") {
      try {
        body = await readJson(request);
      } catch (error) {
        if (error instanceof BadBody) return sendError(request, response, error);
        throw error;
      }
    }
    const url = request.url ?? "/";
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: (request.method ?? "GET").toUpperCase(),
        headers,
        search: url.includes("?") ? url.slice(url.indexOf("?")) : "",
        body,
      },
      context: () => createContext(request),
    });
    response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers));
    if (answer.body.kind === "complete") response.end(answer.body.string);
    else {
      for await (const chunk of answer.body.asyncIterator) response.write(chunk);
      response.end();
    }
  };
}

class BadBody extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(";");
  if (type.trim() !== "application/json") return {}; // Apollo Server answers 415 or CSRF advice
  const charset = parameters.find((parameter) => parameter.trim().startsWith("charset="))?.split("=")[1];
  if (charset && !/^"?utf-?8"?$/.test(charset.trim())) throw new BadBody(415, "send the body in UTF-8");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BadBody(413, `the body is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new BadBody(400, "the body is not JSON");
  }
}

function sendError(request: IncomingMessage, response: ServerResponse, { status, message }: BadBody): void {
  request.unpipe();
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", connection: "close" });
  response.end(JSON.stringify({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] }));
}
