// A process with all subgraphs of a workload, each on a port of its own; told by its parent what to serve and when to count.
import { readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/resolverMap.js";
import { graphql, parse } from "graphql";
import { SUBGRAPH_RESOLVERS } from "../workloads/shop/shopResolvers.ts";
import { CallStatistics } from "./CallStatistics.ts";
import { type FreshAnswer, replayServer } from "./replayServer.ts";
import type { FromSubgraphs, ToSubgraphs } from "./startSubgraphs.ts";

const statistics = new CallStatistics();
const tell = (message: FromSubgraphs) => process.send?.(message);

function shopSubgraph(name: keyof typeof SUBGRAPH_RESOLVERS): FreshAnswer {
  const file = new URL(`../workloads/shop/${name}.graphql`, import.meta.url);
  const resolvers = SUBGRAPH_RESOLVERS[name] as unknown as GraphQLResolverMap<unknown>;
  const schema = buildSubgraphSchema([{ typeDefs: parse(readFileSync(file, "utf8")), resolvers }]);
  return ({ query, variables, operationName }) =>
    graphql({
      schema,
      source: query,
      ...(variables ? { variableValues: variables } : {}),
      ...(operationName ? { operationName } : {}),
    });
}

function forwardTo(url: string): FreshAnswer {
  return async (call) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(call),
    });
    return response.json();
  };
}

async function serve(wanted: Extract<ToSubgraphs, { kind: "shop" | "recorded" }>): Promise<void> {
  const answers: [string, FreshAnswer][] =
    wanted.kind === "recorded"
      ? Object.entries(wanted.urls).map(([name, url]) => [name, forwardTo(url)])
      : (["accounts", "reviews", "products", "inventory"] as const).map((name) => [name, shopSubgraph(name)]);
  const ports: Record<string, number> = {};
  for (const [name, answer] of answers) ports[name] = await replayServer(name, answer, statistics);
  tell({ kind: "serving", ports });
}

process.on("message", (message: ToSubgraphs) => {
  if (message.kind === "take") tell({ kind: "figures", figures: statistics.take() });
  else
    serve(message).catch((error) => {
      console.error(error);
      process.exit(1);
    });
});
process.on("disconnect", () => process.exit(0));
