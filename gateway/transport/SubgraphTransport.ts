import type { GraphQLFormattedError } from "graphql";
import type { Caller } from "../../subgraphs/kit/caller/Caller.ts";
import type { CallTrace } from "./CallTrace.ts";

/** One operation for a subgraph, as the query planner wrote it. */
export interface SubgraphRequest {
  query: string;
  variables?: Record<string, unknown>;
  /** `variables` as JSON, where the caller has it already: saves writing large representations twice. */
  variablesText?: string;
  operationName?: string;
  /** Only a `query` may be retried, hedged or shared; a mutation is sent once. */
  kind: "query" | "mutation";
}

/** What a transport needs of an `AbortSignal`, which is one of these. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** On whose behalf and until when a subgraph is called. */
export interface CallContext {
  /** Who asks, for which purpose, with which masking: calls are shared only where this is the same. */
  securityKey: string;
  /** Who asks, as the subgraph is told; must be the same wherever `securityKey` is. @default a visitor */
  caller?: Caller;
  /** Told what the operation is estimated to cost, before it runs: for whoever keeps the caller's account. */
  onCost?: (estimated: number) => void;
  /** Whether the client wants to hear what its operation costs. */
  wantsCost?: boolean;
  /** By which the request is found in the log, and its trace if it has one: for records, not for the subgraph. */
  requestId?: string;
  traceId?: string;
  /** Aborted when the client goes away. */
  signal?: CancelSignal;
  /**
   * When the client's answer is due, in milliseconds since the epoch. A transport reads it anew whenever it needs it:
   * `withSharedQueries` moves the deadline of its own call out when somebody with more time joins.
   */
  deadline?: number;
  /**
   * Headers passed on to the subgraph (request id, trace context); part of what makes two calls the same.
   * The object is remembered by identity: never change one that was used.
   */
  headers?: Readonly<Record<string, string>>;
  /** Notes for metrics, taken by the transport on the way. */
  trace?: CallTrace;
}

/** What a subgraph answered: a GraphQL response, errors and all. */
export interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
}

/** A subgraph's answer, and whether others hold the same object. */
export type SubgraphAnswer = SubgraphResponse & { shared?: boolean };

/** How one subgraph is reached. */
export interface SubgraphTransport {
  /**
   * The answer belongs to the caller alone, who may change it, unless it was asked for with others
   * (`shared: true`): then nobody may.
   * @throws SubgraphFailure when no GraphQL response could be had
   */
  execute(request: SubgraphRequest, context: CallContext): Promise<SubgraphAnswer>;
  /** Whether the subgraph answers at present; never rejects. */
  isUp(): Promise<boolean>;
  /** Ends it at once: calls in flight fail. */
  close(): Promise<void>;
}
