import { ApolloServer } from "@apollo/server";

import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { createVerifier } from "../signing/createVerifier.ts";
import type { SigningKey } from "../signing/SigningKey.ts";
import { graphqlHandler } from "./graphqlHandler.ts";
import { type ListenAddress, type Listening, listen } from "./listen.ts";
import { maskError } from "./maskError.ts";
import type { OpenSubgraph } from "./openSubgraph.ts";

export interface ServeOptions extends ListenAddress {
  /** Every key the gateway may sign with; with none, whoever reaches the port is answered as a visitor. @default none */
  keys?: readonly SigningKey[];
}

/**
 * Serves one subgraph over HTTP: `/graphql`, and for everybody `/health` (200 while its store answers, else 503).
 * @throws StartError when it cannot listen
 */
export async function serveSubgraph(
  subgraph: OpenSubgraph,
  { keys = [], ...address }: ServeOptions,
): Promise<Listening> {
  const apollo = new ApolloServer({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: maskError,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginInlineTraceDisabled()],
  });
  await apollo.start();
  const graphql = graphqlHandler(
    apollo,
    async (caller) => subgraph.createContext(caller),
    keys.length > 0 ? { verify: createVerifier({ keys }) } : {},
  );
  const listening = await listen(async (request, response) => {
    const [path] = (request.url ?? "/").split("?");
    if (path === "/graphql") return graphql(request, response);
    if (path !== "/health") return void response.writeHead(404).end();
    const isUp = await subgraph.ping().then(
      () => true,
      () => false,
    );
    response.writeHead(isUp ? 200 : 503, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: isUp ? "up" : "store unavailable", subgraph: subgraph.name }));
  }, address);
  return {
    ...listening,
    close: async () => {
      await listening.close();
      await apollo.stop();
      await subgraph.close();
    },
  };
}
