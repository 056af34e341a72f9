import type { BuiltPlanner } from "./buildPlanner.ts";
import type { PlannedOperation } from "./Planner.ts";
import type { SchemaDescription } from "./SchemaDescription.ts";

/** What a thread finds out about a supergraph beside its API schema, as plain data. */
export type SupergraphFacts = Pick<BuiltPlanner, "possibleTypes" | "subgraphs" | "directives">;

/** What a planner thread is started with. */
export interface PlannerThreadData {
  supergraphSdl: string;
}

/** To the thread: plan this; what the client sends was validated, a warm-up is of another supergraph's time. */
export interface PlanRequest extends PlannedOperation {
  id: number;
  isWarmUp: boolean;
}

/** From the thread, once: what it made of the supergraph. */
export type ThreadStart =
  | ({ kind: "ready"; apiSchema: SchemaDescription } & SupergraphFacts)
  | { kind: "refused"; message: string };

/** From the thread, for every request and in their order. Plans are JSON: five times cheaper to read than a clone. */
export type PlanAnswer =
  | { kind: "planned"; id: number; plan: string }
  | { kind: "unplanned"; id: number; message: string };
