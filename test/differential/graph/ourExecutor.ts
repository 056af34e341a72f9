import type { QueryPlan } from "@apollo/query-planner";
import { parse } from "graphql";
import { createGeneration } from "../../../gateway/engine/createGeneration.ts";
import { createLocalPlanner } from "../../../gateway/planner/createLocalPlanner.ts";
import type { SubgraphTransport } from "../../../gateway/transport/SubgraphTransport.ts";
import type { ClientOperation } from "./apolloExecutor.ts";
import type { RunOperation } from "./openGraph.ts";

/** The engine under test. */
export interface OurExecutor extends AsyncDisposable {
  run: RunOperation;
  /** The plan the engine works by, a copy: Apollo's executor is given the same. */
  planFor(operation: ClientOperation): Promise<QueryPlan>;
}

/** Runs operations with the engine under test and its own planner. */
export async function ourExecutor(
  supergraphSdl: string,
  transports: ReadonlyMap<string, SubgraphTransport>,
): Promise<OurExecutor> {
  const local = createLocalPlanner(supergraphSdl);
  let last: { source: string; operationName: string | undefined; plan: QueryPlan } | undefined;
  const planner = {
    ...local,
    async plan(operation: Parameters<typeof local.plan>[0]) {
      const plan = await local.plan(operation);
      last = { source: operation.source, operationName: operation.operationName, plan };
      return plan;
    },
  };
  const generation = await createGeneration({ supergraphSdl, transports, planner });
  return {
    async run({ source, operationName, variables }) {
      const result = await generation.execute({
        source,
        document: parse(source),
        ...(operationName ? { operationName } : {}),
        variables,
        context: { securityKey: "differential" },
      });
      return result as Awaited<ReturnType<RunOperation>>;
    },
    planFor: async ({ source, operationName }) => {
      const isLast = last?.source === source && last.operationName === operationName;
      const plan =
        isLast && last
          ? last.plan
          : await local.plan({ source, ...(operationName ? { operationName } : {}) });
      return structuredClone(plan);
    },
    [Symbol.asyncDispose]: () => generation.close(),
  };
}
