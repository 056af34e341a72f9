import type { Caller } from "../kit/caller/Caller.ts";
import type { Disclosure } from "../kit/disclosure/createDisclosure.ts";
import type { RequestEnvironment } from "../kit/server/Subgraph.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import type { HospitalsRepository } from "./repository/HospitalsRepository.ts";

/** What the resolvers of one request share. */
export interface HospitalsContext {
  repository: HospitalsRepository;
  /** Replaced by every act of a mutation, so that later fields see what it changed. */
  loaders: Loaders;
  now: () => Date;
  caller: Caller;
  disclosure: Disclosure;
}

export function createContext(
  repository: HospitalsRepository,
  { now, caller, disclosure }: RequestEnvironment,
): HospitalsContext {
  return { repository, loaders: createLoaders(repository, caller), now, caller, disclosure };
}

/** Forgets what the request has loaded so far. */
export function forgetLoaded(context: HospitalsContext): void {
  context.loaders = createLoaders(context.repository, context.caller);
}
