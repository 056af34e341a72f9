import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { graphqlHandler } from "./graphqlHandler.ts";
import { type Listening, listen } from "./listen.ts";
import { maskError } from "./maskError.ts";
import type { OpenSubgraph } from "./openSubgraph.ts";

/**
 * Serves one subgraph over HTTP: `/graphql`, and `/health` (200 while its store answers, else 503).
 * @throws StartError when it cannot listen
 */
export async function serveSubgraph(
  subgraph: OpenSubgraph,
  { port, host }: { port: number; host?: string },
): Promise<Listening> {
  const apollo = new ApolloServer({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: maskError,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
  });
  await apollo.start();
  const graphql = graphqlHandler(apollo, async () => subgraph.createContext());
  const listening = await listen(
    async (request, response) => {
      const [path] = (request.url ?? "/").split("?");
      if (path === "/graphql") return graphql(request, response);
      if (path !== "/health") return void response.writeHead(404).end();
      const isUp = await subgraph.ping().then(
        () => true,
        () => false,
      );
      response.writeHead(isUp ? 200 : 503, { "content-type": "application/json" });
      response.end(JSON.stringify({ status: isUp ? "up" : "store unavailable", subgraph: subgraph.name }));
    },
    host ? { port, host } : { port },
  );
  return {
    ...listening,
    close: async () => {
      await listening.close();
      await apollo.stop();
      await subgraph.close();
    },
  };
}
