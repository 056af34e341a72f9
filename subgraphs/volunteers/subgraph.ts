import type { SubgraphDefinition } from "../kit/server/Subgraph.ts";
import { type Context, createContext } from "./context.ts";
import { COLLECTIONS } from "./repository/collections.ts";
import { openRepository, type Repository } from "./repository/openRepository.ts";
import { settleAll } from "./repository/settleAll.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { loadSample } from "./sample/loadSample.ts";

/** The agency of volunteer-service organisations: volunteers, activities, service, points and recognition. */
export const volunteers: SubgraphDefinition<Repository, Context> = {
  name: "volunteers",
  collections: COLLECTIONS,
  resolvers,
  openRepository,
  settle: (repository) => settleAll(repository),
  loadSample,
  createContext,
};
