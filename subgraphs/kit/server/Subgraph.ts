import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/resolverMap.js";
import type { Caller } from "../caller/Caller.ts";
import type { Disclosure } from "../disclosure/createDisclosure.ts";
import type { RecordRules } from "../privacy/applyClassification.ts";
import type { SampleOptions } from "../sample/SampleOptions.ts";
import type { DocumentStore } from "../store/DocumentStore.ts";

/** The four agencies' subgraphs, and the ports they listen on when run alone. */
export const SUBGRAPH_PORTS = { hospitals: 4001, volunteers: 4002, stations: 4003, talent: 4004 } as const;

export type SubgraphName = keyof typeof SUBGRAPH_PORTS;

/** What a request's context is made of, beside the repository. */
export interface RequestEnvironment {
  now: () => Date;
  /** On whose behalf the gateway asks. */
  caller: Caller;
  /** Statistics on people, protected. */
  disclosure: Disclosure;
}

/** Told how far a long piece of work has come: what is being done, and how many of how many. */
export type Progress = (what: string, done: number, total: number) => void;

/**
 * One agency's subgraph, before it runs: its SDL is `schema/subgraphs/<name>.graphql`.
 *
 * @typeParam R repository: everything the resolvers may ask of the store
 * @typeParam C context of one request: the loaders, the clock
 */
export interface SubgraphDefinition<R, C> {
  name: SubgraphName;
  /** Every collection the subgraph keeps, so that sample data can be removed whole. */
  collections: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: resolvers of many parent types live in one map
  resolvers: GraphQLResolverMap<any>;
  /** What the agency demands of single records before their personal data may be seen clear. */
  recordRules?: RecordRules;
  /** Creates the indexes and returns the repository. */
  openRepository(store: DocumentStore): Promise<R>;
  /** Finishes what a crash left halfway, in this process or another; called at the start and every minute. @default nothing */
  settle?(repository: R, now: () => Date): Promise<unknown>;
  /** Writes the sample data into an empty store. */
  loadSample(store: DocumentStore, options: SampleOptions, progress: Progress): Promise<void>;
  /** A new context for each request: loaders must not outlive it. */
  createContext(repository: R, environment: RequestEnvironment): C;
}

/** A definition whatever its repository and context are. */
// biome-ignore lint/suspicious/noExplicitAny: the host treats repository and context as opaque
export type AnySubgraphDefinition = SubgraphDefinition<any, any>;
