import { loadTypeDefs } from "../../subgraphs/kit/graphql/loadTypeDefs.ts";
import { SUBGRAPH_PORTS } from "../../subgraphs/kit/server/Subgraph.ts";
import type { ComposedSubgraph } from "./composeSupergraph.ts";

/** Subgraphs the gateway answers itself: they are part of the supergraph, and reached nowhere else. */
const OWN_SUBGRAPHS = ["audit"] as const;

/** Everything the committed supergraph is composed of: the agencies' subgraphs, and the gateway's own. */
export function subgraphSources(): ComposedSubgraph[] {
  const agencies = Object.entries(SUBGRAPH_PORTS).map(([name, port]) => ({
    name,
    url: `http://localhost:${port}/graphql`,
    typeDefs: loadTypeDefs(name),
  }));
  const own = OWN_SUBGRAPHS.map((name) => ({ name, url: "", typeDefs: loadTypeDefs(name) }));
  return [...agencies, ...own];
}
