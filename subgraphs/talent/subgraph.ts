import type { SubgraphDefinition } from "../kit/server/Subgraph.ts";
import { COLLECTION_NAMES } from "./repository/collections.ts";
import { openTalentRepository, type TalentRepository } from "./repository/TalentRepository.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { loadTalentSample } from "./sample/loadTalentSample.ts";
import { createTalentContext, type TalentContext } from "./TalentContext.ts";

/** The social-work department's subgraph: the register of social workers and what is done for and with them. */
export const talent: SubgraphDefinition<TalentRepository, TalentContext> = {
  name: "talent",
  collections: COLLECTION_NAMES,
  resolvers,
  openRepository: openTalentRepository,
  loadSample: loadTalentSample,
  createContext: createTalentContext,
};
