import { executeQueryPlan } from "@apollo/gateway/dist/executeQueryPlan.js";
import { buildOperationContext } from "@apollo/gateway/dist/operationContext.js";
import type { QueryPlan } from "@apollo/query-planner";
import type { ExecutionResult } from "graphql";
import { type GraphQLFormattedError, parse } from "graphql";
import type { SubgraphTransport } from "../../../gateway/transport/SubgraphTransport.ts";
import type { ReferencePlanner } from "./ReferencePlanner.ts";

export interface ClientOperation {
  source: string;
  operationName?: string;
  variables: Record<string, unknown>;
}

/** Runs operations with Apollo Gateway's own executor over the same transports. */
export function apolloExecutor(
  planner: ReferencePlanner,
  transports: ReadonlyMap<string, SubgraphTransport>,
) {
  const apiSchema = planner.supergraph.apiSchema();
  const clientSchema = apiSchema.toGraphQLJSSchema();
  const supergraphSchema = planner.supergraph.schema.toGraphQLJSSchema();
  const services = Object.fromEntries(
    [...transports].map(([name, transport]) => [
      name,
      {
        process: ({ request }: any) =>
          transport.execute(
            {
              query: request.query,
              variables: request.variables,
              operationName: request.operationName,
              kind: "query",
            },
            { securityKey: "" },
          ),
      },
    ]),
  );
  return async (
    { source, operationName, variables }: ClientOperation,
    plan: QueryPlan = planner.plan(source, operationName),
  ): Promise<ExecutionResult> => {
    const operationDocument = parse(source);
    const context = buildOperationContext({
      schema: clientSchema,
      operationDocument,
      ...(operationName ? { operationName } : {}),
    });
    const request = { request: { variables }, context: {}, metrics: {}, logger: console };
    const result = await executeQueryPlan(
      plan,
      services as any,
      request as any,
      context,
      supergraphSchema,
      apiSchema,
    );
    // Apollo reports what it nulled itself only where nothing else failed, and apart from the errors.
    const completed = (result.extensions?.valueCompletion ?? []) as GraphQLFormattedError[];
    return {
      data: result.data,
      errors: [...(result.errors ?? []), ...completed],
    } as unknown as ExecutionResult;
  };
}
