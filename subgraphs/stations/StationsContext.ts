import type { Caller } from "../kit/caller/Caller.ts";
import { createLoaders, type StationsLoaders } from "./loaders.ts";
import type { StationsRepository } from "./repository/collections.ts";

/** What the resolvers of one request work with. */
export interface StationsContext {
  repository: StationsRepository;
  /** Made anew after every act of the request. */
  loaders: StationsLoaders;
  now: () => Date;
  caller: Caller;
}

export function createContext(
  repository: StationsRepository,
  { now, caller }: { now: () => Date; caller: Caller },
): StationsContext {
  return { repository, loaders: createLoaders(repository, caller), now, caller };
}
