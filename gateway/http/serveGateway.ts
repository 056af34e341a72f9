import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { graphqlHandler } from "../../subgraphs/kit/server/graphqlHandler.ts";
import { type Listening, listen } from "../../subgraphs/kit/server/listen.ts";
import { serveConsole } from "../console/serveConsole.ts";
import type { Engine } from "../engine/createEngine.ts";
import type { SubgraphTransport } from "../transport/SubgraphTransport.ts";
import { createApolloServer } from "./createApolloServer.ts";

export interface GatewayOptions {
  engine: Engine;
  transports: ReadonlyMap<string, SubgraphTransport>;
  port: number;
  host?: string;
  logger: Logger;
}

/**
 * Serves the joined graph: `/graphql` (a browser gets the playground), `/health` (the gateway answers) and
 * `/ready` (which subgraphs answer; 503 when none does).
 * @throws StartError when it cannot listen
 */
export async function serveGateway({
  engine,
  transports,
  port,
  host,
  logger,
}: GatewayOptions): Promise<Listening> {
  const apollo = createApolloServer(engine, logger);
  await apollo.start();
  const graphql = graphqlHandler(apollo, async () => ({}));
  const consoleFile = serveConsole();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = "/"] = (request.url ?? "/").split("?");
    if (path === "/graphql" && !isForBrowser(request)) return graphql(request, response);
    if (consoleFile(path === "/graphql" ? "/explorer" : path, request, response)) return;
    if (path === "/health") return sendJson(response, 200, { status: "up" });
    if (path === "/ready") return sendReadiness(response, transports);
    if (path === "/") return void response.writeHead(302, { location: "/graphql" }).end();
    sendJson(response, 404, {
      errors: [{ message: "nothing is here; the graph is at /graphql", extensions: { code: "BAD_REQUEST" } }],
    });
  };

  const listening = await listen(
    (request, response) => {
      handle(request, response).catch((error) => {
        logger.error({ err: error }, "a request failed");
        if (!response.headersSent)
          sendJson(response, 500, {
            errors: [{ message: "an internal error", extensions: { code: "INTERNAL_SERVER_ERROR" } }],
          });
        else response.destroy();
      });
    },
    host ? { port, host } : { port },
  );
  return {
    ...listening,
    close: async () => {
      await listening.close();
      await apollo.stop();
      await Promise.all([...transports.values()].map((transport) => transport.close()));
    },
  };
}

/** A browser that opens the address, not a program that asks a query by GET. */
function isForBrowser(request: IncomingMessage): boolean {
  const wantsPage = request.headers.accept?.includes("text/html") ?? false;
  return request.method === "GET" && wantsPage && !request.url?.includes("query=");
}

async function sendReadiness(
  response: ServerResponse,
  transports: ReadonlyMap<string, SubgraphTransport>,
): Promise<void> {
  const states = await Promise.all(
    [...transports].map(
      async ([name, transport]) => [name, (await transport.isUp()) ? "up" : "down"] as const,
    ),
  );
  const isReady = states.some(([, state]) => state === "up");
  sendJson(response, isReady ? 200 : 503, {
    status: isReady ? "ready" : "no subgraph answers",
    subgraphs: Object.fromEntries(states),
  });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
