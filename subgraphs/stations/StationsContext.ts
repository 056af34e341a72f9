import type { Caller } from "../kit/caller/Caller.ts";
import type { Disclosure } from "../kit/disclosure/createDisclosure.ts";
import type { RequestEnvironment } from "../kit/server/Subgraph.ts";
import { createLoaders, type StationsLoaders } from "./loaders.ts";
import type { StationsRepository } from "./repository/collections.ts";

/** What the resolvers of one request work with. */
export interface StationsContext {
  repository: StationsRepository;
  /** Made anew after every act of the request. */
  loaders: StationsLoaders;
  now: () => Date;
  caller: Caller;
  disclosure: Disclosure;
}

export function createContext(
  repository: StationsRepository,
  { now, caller, disclosure }: RequestEnvironment,
): StationsContext {
  return { repository, loaders: createLoaders(repository, caller), now, caller, disclosure };
}
