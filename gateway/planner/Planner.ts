import type { QueryPlan } from "@apollo/query-planner";

/** An operation to plan: the whole document's text, and which operation of it where it holds several. */
export interface PlannedOperation {
  source: string;
  operationName?: string;
}

/** Turns operations into query plans of `@apollo/query-planner`'s shape (plain data), for one supergraph. */
export interface Planner {
  /** @throws Error when the operation cannot be planned (it was valid, so that is a fault of the planner) */
  plan(operation: PlannedOperation): Promise<QueryPlan>;
  close(): Promise<void>;
}
