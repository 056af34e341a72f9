import type { SubgraphDefinition } from "../kit/server/Subgraph.ts";
import { COLLECTION_NAMES, type StationsRepository } from "./repository/collections.ts";
import { settleLeaving } from "./repository/endAssignment.ts";
import { settleFunds } from "./repository/funds.ts";
import { openRepository } from "./repository/openRepository.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { createContext, type StationsContext } from "./StationsContext.ts";
import { loadSample } from "./sample/loadSample.ts";

/** Civil affairs: districts, communities, stations and their workers, pairings, intakes, purchased services, funds. */
export const stations: SubgraphDefinition<StationsRepository, StationsContext> = {
  name: "stations",
  collections: COLLECTION_NAMES,
  resolvers,
  openRepository,
  async settle(repository, now) {
    await settleLeaving(repository, now());
    await settleFunds(repository);
  },
  loadSample,
  createContext,
};
