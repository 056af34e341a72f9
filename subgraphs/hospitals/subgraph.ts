import type { SubgraphDefinition } from "../kit/server/Subgraph.ts";
import { createContext, type HospitalsContext } from "./context.ts";
import { mayKnowClient } from "./model/ReferralClient.ts";
import { COLLECTIONS } from "./repository/collections.ts";
import { type HospitalsRepository, openHospitalsRepository } from "./repository/HospitalsRepository.ts";
import { settlePendingRecounts } from "./repository/recountStaffing.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { loadSample } from "./sample/loadSample.ts";

/** The health commission's subgraph (卫生健康委): institutions, medical social workers, demonstration bases, referrals. */
export const hospitals: SubgraphDefinition<HospitalsRepository, HospitalsContext> = {
  name: "hospitals",
  collections: COLLECTIONS,
  resolvers,
  recordRules: { ReferralClient: mayKnowClient },
  openRepository: openHospitalsRepository,
  settle: ({ collections }) => settlePendingRecounts(collections),
  loadSample,
  createContext,
};
