import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { answerBrokenRequests } from "./answerBrokenRequests.ts";
import { refusalAnswer } from "./answerGraphql.ts";
import { createErrorMask, type OnInternalError, printInternalError } from "./createErrorMask.ts";
import { graphqlHandler } from "./graphqlHandler.ts";
import { type Listening, listen } from "./listen.ts";
import type { OpenSubgraph } from "./openSubgraph.ts";
import { RequestRefusal } from "./RequestRefusal.ts";
import { sendAnswer } from "./sendAnswer.ts";

export interface ServeOptions {
  port: number;
  host?: string;
  /** Told of every error that callers must not see. @default a line on standard error */
  onInternalError?: OnInternalError;
}

/**
 * Serves one subgraph over HTTP: `/graphql`, and `/health` (200 while its store answers, else 503).
 * @throws StartError when it cannot listen
 */
export async function serveSubgraph(
  subgraph: OpenSubgraph,
  { port, host, onInternalError = printInternalError }: ServeOptions,
): Promise<Listening> {
  const apollo = new ApolloServer({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: createErrorMask(onInternalError),
    stopOnTerminationSignals: false,
    // The gateway never asks for inline traces; to anybody else they would tell how the answer came about.
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginInlineTraceDisabled()],
  });
  await apollo.start();
  const graphql = graphqlHandler(apollo, async () => subgraph.createContext());
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path] = (request.url ?? "/").split("?");
    if (request.headers.host === undefined && request.httpVersion !== "1.0")
      return refuse(response, new RequestRefusal(400, "send the header host", { connection: "close" }));
    if (path === "/graphql") return graphql(request, response);
    if (path !== "/health") return refuse(response, new RequestRefusal(404, "the graph is at /graphql"));
    const isUp = await subgraph.ping().then(
      () => true,
      () => false,
    );
    const body = JSON.stringify({ status: isUp ? "up" : "store unavailable", subgraph: subgraph.name });
    await sendAnswer(response, {
      status: isUp ? 200 : 503,
      headers: { "content-type": "application/json" },
      body,
    });
  };
  const listening = await listen(
    (request, response) => {
      route(request, response).catch((error: unknown) => {
        const correlationId = randomUUID();
        onInternalError(correlationId, error);
        const message = `the subgraph met an internal error, ${correlationId} in its log`;
        const refusal = new RequestRefusal(500, message, {}, "INTERNAL_SERVER_ERROR");
        refuse(response, refusal).catch(() => response.destroy());
      });
    },
    host ? { port, host } : { port },
    { requireHostHeader: false }, // Node.js would answer without a body
  );
  answerBrokenRequests(listening.server);
  return {
    ...listening,
    close: async () => {
      await listening.close();
      await apollo.stop();
      await subgraph.close();
    },
  };
}

const refuse = (response: ServerResponse, refusal: RequestRefusal): Promise<void> =>
  sendAnswer(response, refusalAnswer(refusal));
