import type { Disclosure } from "../kit/disclosure/createDisclosure.ts";
import type { RequestEnvironment } from "../kit/server/Subgraph.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import type { Repository } from "./repository/openRepository.ts";

/** What the resolvers of one request share. */
export interface Context {
  repository: Repository;
  loaders: Loaders;
  now: () => Date;
  disclosure: Disclosure;
}

export function createContext(repository: Repository, { now, disclosure }: RequestEnvironment): Context {
  return { repository, loaders: createLoaders(repository.collections), now, disclosure };
}
