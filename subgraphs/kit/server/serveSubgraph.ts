import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { createVerifier } from "../signing/createVerifier.ts";
import type { SigningKey } from "../signing/SigningKey.ts";
import { answerBrokenRequests } from "./answerBrokenRequests.ts";
import { refusalAnswer } from "./answerGraphql.ts";
import { createErrorMask, type OnInternalError, printInternalError } from "./createErrorMask.ts";
import { graphqlHandler } from "./graphqlHandler.ts";
import { type ListenAddress, type Listening, listen } from "./listen.ts";
import type { OpenSubgraph } from "./openSubgraph.ts";
import { RequestRefusal } from "./RequestRefusal.ts";
import { refuseUnknownRoots } from "./refuseUnknownRoots.ts";
import { sendAnswer } from "./sendAnswer.ts";

export interface ServeOptions extends ListenAddress {
  /** Every key the gateway may sign with; with none, whoever reaches the port is answered as a visitor. @default none */
  keys?: readonly SigningKey[];
  /** Told of every error that callers must not see. @default a line on standard error */
  onInternalError?: OnInternalError;
}

/** Most lexical tokens of a text: what the gateway sends for the longest text it takes, and to spare. */
const MAX_TOKENS = 100_000;

/**
 * Serves one subgraph over HTTP: `/graphql`, and for everybody `/health` (200 while its store answers, else 503).
 * @throws StartError when it cannot listen
 */
export async function serveSubgraph(
  subgraph: OpenSubgraph,
  { keys = [], onInternalError = printInternalError, ...address }: ServeOptions,
): Promise<Listening> {
  const apollo = new ApolloServer({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: createErrorMask(onInternalError),
    // The gateway sends whole texts; a memory that strangers could fill serves nobody.
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    stopOnTerminationSignals: false,
    // The gateway never asks for inline traces; to anybody else they would tell how the answer came about.
    plugins: [
      refuseUnknownRoots,
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
  await apollo.start();
  const graphql = graphqlHandler(
    apollo,
    async (caller) => subgraph.createContext(caller),
    keys.length > 0 ? { verify: createVerifier({ keys }) } : {},
  );
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
    const headers = { "content-type": "application/json" };
    await sendAnswer(response, { status: isUp ? 200 : 503, headers, body });
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    route(request, response).catch((error: unknown) => {
      const correlationId = randomUUID();
      onInternalError(correlationId, error);
      const message = `the subgraph met an internal error, ${correlationId} in its log`;
      const refusal = new RequestRefusal(500, message, {}, "INTERNAL_SERVER_ERROR");
      refuse(response, refusal).catch(() => response.destroy());
    });
  };
  // Without the header host Node.js would answer without a body; `route` does it.
  const listening = await listen(answer, address, { requireHostHeader: false });
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
