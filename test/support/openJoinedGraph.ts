import { readFileSync } from "node:fs";
import type { GraphQLFormattedError } from "graphql";
import pino from "pino";
import { createEngine } from "../../gateway/engine/createEngine.ts";
import { createApolloServer } from "../../gateway/http/createApolloServer.ts";
import type { SubgraphTransport } from "../../gateway/transport/SubgraphTransport.ts";

export interface Answer {
  data: any;
  errors?: readonly GraphQLFormattedError[];
}

/** The committed supergraph. */
export const SUPERGRAPH_SDL = readFileSync(
  new URL("../../schema/supergraph.graphql", import.meta.url),
  "utf8",
);

/** The gateway in process over the given transports, for `await using`; `ask` is one client request. */
export async function openJoinedGraph(
  transports: ReadonlyMap<string, SubgraphTransport>,
  supergraphSdl = SUPERGRAPH_SDL,
) {
  const apollo = createApolloServer(
    createEngine({ supergraphSdl, transports }),
    pino({ level: process.env.DEBUG_LOG ?? "silent" }),
  );
  await apollo.start();
  return {
    async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
      const { body } = await apollo.executeOperation({ query, variables });
      if (body.kind !== "single") throw new Error("an incremental answer was not asked for");
      return JSON.parse(JSON.stringify(body.singleResult));
    },
    async [Symbol.asyncDispose]() {
      await apollo.stop();
      await Promise.all([...transports.values()].map((transport) => transport.close()));
    },
  };
}
