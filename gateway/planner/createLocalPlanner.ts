import { type BuiltPlanner, buildPlanner } from "./buildPlanner.ts";
import type { Planner } from "./Planner.ts";

/** A planner in this thread, and what it found out about the supergraph. */
export type LocalPlanner = Planner & Omit<BuiltPlanner, "plan">;

/**
 * Plans in this thread. For tests and tools: a serving process plans in a thread of its own (`createWorkerPlanner`).
 * @throws Error when the SDL is not a supergraph, or asks for a feature the planner does not know
 */
export function createLocalPlanner(supergraphSdl: string): LocalPlanner {
  const { plan, ...facts } = buildPlanner(supergraphSdl);
  return { ...facts, plan: async (operation) => plan(operation), close: async () => {} };
}
