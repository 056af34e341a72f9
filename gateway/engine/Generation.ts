import type { DocumentNode, ExecutionResult, GraphQLSchema } from "graphql";
import type { AppliedDirective } from "../planner/describeDirectives.ts";
import type { PlannedOperation } from "../planner/Planner.ts";
import type { CallContext } from "../transport/SubgraphTransport.ts";
import type { PossibleTypes } from "./TypeTable.ts";

/** On whose behalf an operation runs; whoever watches it is told what it waits for. */
export interface RequestContext extends CallContext {
  observer?: {
    /** A phase begins. @returns to be called at its end; `null` when nobody listens */
    phaseStarts(name: string): (() => void) | null;
  };
}

/** A look-up of an operation among the compiled ones, or that one was dropped for others. */
export interface OperationCacheUse {
  cache: "operation";
  event: "hit" | "miss" | "evict";
}

/** One client operation, already parsed and validated against the generation's API schema. */
export interface EngineRequest {
  source: string;
  document: DocumentNode;
  operationName?: string;
  variables: Readonly<Record<string, unknown>>;
  context: RequestContext;
}

/** A GraphQL result; with `shared`, other clients hold the same `data`: nobody may change it (freezing it would cost too much). */
export type EngineResult = ExecutionResult & { shared?: true };

/** One supergraph, ready to run operations: replaced as a whole by the next one, finished when its last request is. */
export interface Generation {
  /** SHA-256 of the supergraph SDL, hexadecimal. */
  readonly hash: string;
  /** What clients see: `@inaccessible` elements are gone. */
  readonly apiSchema: GraphQLSchema;
  /** What the supergraph says of its elements in directives: access, classification, cost. */
  readonly directives: readonly AppliedDirective[];
  /** Object types of every interface and union, `@inaccessible` ones included. */
  readonly possibleTypes: PossibleTypes;
  /** Never rejects for reasons of the client or a subgraph: those are errors of the result. */
  execute(request: EngineRequest): Promise<EngineResult>;
  /** Plans and compiles operations ahead; those that are not valid here are left out. Answers how many are ready. */
  warm(operations: readonly PlannedOperation[]): Promise<number>;
  /** Releases planner and caches; requests in flight still finish. */
  close(): Promise<void>;
}
