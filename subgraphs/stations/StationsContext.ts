import { createLoaders, type StationsLoaders } from "./loaders.ts";
import type { StationsRepository } from "./repository/collections.ts";

/** What the resolvers of one request work with. */
export interface StationsContext {
  repository: StationsRepository;
  /** Made anew after every act of the request. */
  loaders: StationsLoaders;
  now: () => Date;
}

export function createContext(repository: StationsRepository, { now }: { now: () => Date }): StationsContext {
  return { repository, loaders: createLoaders(repository), now };
}
