import { readFileSync } from "node:fs";
import type { GraphQLFormattedError } from "graphql";
import { createEngine, type Guard } from "../../gateway/engine/createEngine.ts";
import { createGeneration, type GenerationOptions } from "../../gateway/engine/createGeneration.ts";
import { fixedSource } from "../../gateway/engine/GenerationSource.ts";
import { createApolloServer } from "../../gateway/http/createApolloServer.ts";
import { createLogger } from "../../gateway/observability/log/createLogger.ts";
import { createAccessRule } from "../../gateway/policy/access/createAccessRule.ts";
import { createGuard } from "../../gateway/policy/guard/createGuard.ts";
import type { SubgraphTransport } from "../../gateway/transport/SubgraphTransport.ts";
import { type Caller, VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { encodeCaller } from "../../subgraphs/kit/caller/callerHeader.ts";

export interface Answer {
  data: any;
  errors?: readonly GraphQLFormattedError[];
}

/** The committed supergraph. */
export const SUPERGRAPH_SDL = readFileSync(
  new URL("../../schema/supergraph.graphql", import.meta.url),
  "utf8",
);

interface Options extends Pick<GenerationOptions, "supergraphSdl" | "maxBatchWaitMs"> {
  /** @default enforces the supergraph's access rules, as every gateway does */
  guard: Guard;
}

/** The engine over the given transports, as Apollo Server takes it; the committed supergraph unless told. */
export async function openEngine(
  transports: ReadonlyMap<string, SubgraphTransport>,
  { guard = createGuard([createAccessRule()]), ...options }: Partial<Options> = {},
) {
  return createEngine(
    fixedSource(await createGeneration({ supergraphSdl: SUPERGRAPH_SDL, transports, ...options })),
    guard,
  );
}

/** The gateway in process over the given transports, for `await using`; `ask` is one client request. */
export async function openJoinedGraph(
  transports: ReadonlyMap<string, SubgraphTransport>,
  options: Partial<Options> = {},
) {
  const apollo = createApolloServer(await openEngine(transports, options), createLogger({ level: "silent" }));
  await apollo.start();
  return {
    async ask(
      query: string,
      variables: Record<string, unknown> = {},
      caller: Caller = VISITOR,
    ): Promise<Answer> {
      const call = { securityKey: encodeCaller(caller), caller };
      const { body } = await apollo.executeOperation({ query, variables }, { contextValue: { call } });
      if (body.kind !== "single") throw new Error("an incremental answer was not asked for");
      return JSON.parse(JSON.stringify(body.singleResult));
    },
    async [Symbol.asyncDispose]() {
      await apollo.stop();
      await Promise.all([...transports.values()].map((transport) => transport.close()));
    },
  };
}
