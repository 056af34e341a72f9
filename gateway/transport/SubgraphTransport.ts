import type { GraphQLFormattedError } from "graphql";

/** One operation for a subgraph, as the query planner wrote it. */
export interface SubgraphRequest {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

/** What a subgraph answered: a GraphQL response, errors and all. */
export interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
}

/** How one subgraph is reached. */
export interface SubgraphTransport {
  /** @throws SubgraphFailure when no GraphQL response could be had */
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /** Whether the subgraph answers at present; never rejects. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}
