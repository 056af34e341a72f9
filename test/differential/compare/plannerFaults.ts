import type { ClientOperation } from "../graph/apolloExecutor.ts";
import type { OpenGraph, RunOperation } from "../graph/openGraph.ts";
import { mergeRootFields } from "../operations/mergeRootFields.ts";
import { renameResponseKeys } from "../operations/renameResponseKeys.ts";
import { resolveConditions } from "../operations/resolveConditions.ts";

/** Whether an operation is answered rightly: with the cause of a difference taken away, it should be. */
export type IsAnsweredRightly = (operation: ClientOperation) => Promise<boolean>;

/** A difference from the oracle that comes from the query plan, not from its execution. */
export interface PlannerFault {
  name: string;
  /** The operation without the cause, or undefined where it cannot be the cause. */
  withoutCause(graph: OpenGraph, operation: ClientOperation): ClientOperation | undefined;
}

/**
 * Faults of the planner that the engine works round, so that they excuse Apollo Gateway only; each has a case in
 * `scenarios/` or `reproductions/` that the engine must pass.
 */
export const PLANNER_FAULTS: readonly PlannerFault[] = [
  {
    name: "a client's response key hides a key or required field the planner needs at the same place",
    withoutCause: (_, operation) => renameResponseKeys(operation),
  },
  {
    name: "a mutation asked for twice under one response key, once conditionally, runs twice",
    withoutCause: ({ schema }, operation) =>
      /\bmutation\b/.test(operation.source) ? mergeRootFields(schema, operation) : undefined,
  },
  {
    name: "conditions: a field left out is fetched all the same, or what it requires holds up its neighbours",
    withoutCause: ({ schema }, operation) =>
      /@(skip|include)/.test(operation.source) ? resolveConditions(schema, operation) : undefined,
  },
];

/** The one fault of the planner that the engine still shares; the subgraph itself saw it. */
export const UNFOUNDED = "a computed field is asked for without a representation that holds what it requires";

/** Whether the plan, run by `run`, made a subgraph compute a field without what it requires. */
export async function isUnfounded(
  graph: OpenGraph,
  run: RunOperation,
  operation: ClientOperation,
): Promise<boolean> {
  graph.reset();
  await run(operation);
  return graph.counter.unfounded > 0;
}

/** @returns the name of the first fault that explains why the operation is answered wrongly */
export async function explainByPlan(
  graph: OpenGraph,
  operation: ClientOperation,
  isAnsweredRightly: IsAnsweredRightly,
): Promise<string | undefined> {
  let withoutAny = operation;
  for (const { name, withoutCause } of PLANNER_FAULTS) {
    const changed = withoutCause(graph, operation);
    if (changed && (await isAnsweredRightly(changed))) return name;
    withoutAny = withoutCause(graph, withoutAny) ?? withoutAny;
  }
  return (await isAnsweredRightly(withoutAny)) ? "several faults of the plan at once" : undefined;
}
