import type { Disclosure } from "../kit/disclosure/createDisclosure.ts";
import type { RequestEnvironment } from "../kit/server/Subgraph.ts";
import { chinaDay } from "../kit/time/chinaDay.ts";
import { createTalentLoaders, type TalentLoaders } from "./loaders.ts";
import type { TalentRepository } from "./repository/TalentRepository.ts";

/** What resolvers get with every request. */
export interface TalentContext {
  repository: TalentRepository;
  /** Replaced after every act, so that what follows reads its effect. */
  loaders: TalentLoaders;
  now: Date;
  /** The calendar day in China: certificates are valid or not by it. */
  today: string;
  disclosure: Disclosure;
}

export function createTalentContext(
  repository: TalentRepository,
  { now, disclosure }: RequestEnvironment,
): TalentContext {
  const at = now();
  const today = chinaDay(at);
  return {
    repository,
    loaders: createTalentLoaders(repository.collections, today),
    now: at,
    today,
    disclosure,
  };
}
