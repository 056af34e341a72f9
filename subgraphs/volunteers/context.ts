import { createLoaders, type Loaders } from "./loaders.ts";
import type { Repository } from "./repository/openRepository.ts";

/** What the resolvers of one request share. */
export interface Context {
  repository: Repository;
  loaders: Loaders;
  now: () => Date;
}

export function createContext(repository: Repository, { now }: { now: () => Date }): Context {
  return { repository, loaders: createLoaders(repository.collections), now };
}
