import { buildSchema, type ExecutionResult, execute, GraphQLError, type GraphQLSchema, Kind } from "graphql";
import type { Engine } from "../../engine/createEngine.ts";
import type { CallContext } from "../../transport/SubgraphTransport.ts";

/** Root values of the test engine: plain values, or functions of arguments and the request's call context. */
export type RootValues = Record<string, unknown>;
export type RootFunction = (args: any, context: { call: CallContext }) => unknown;

/** An engine for tests of the front door: one schema, run by graphql-js, in Apollo Server's place for a gateway. */
export function schemaEngine(
  sdl: string,
  roots: RootValues,
  { adapt = (result) => result }: { adapt?: (result: ExecutionResult) => ExecutionResult } = {},
): Engine {
  const schema: GraphQLSchema = buildSchema(sdl);
  const listeners = new Set<(loaded: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void>();
  return {
    onSchemaLoadOrUpdate(listener: (loaded: any) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      for (const listener of listeners) listener({ apiSchema: schema, coreSupergraphSdl: sdl });
      return {
        executor: async ({ document, request, context, operationName }: any) =>
          adapt(
            coded(
              await execute({
                schema,
                document,
                rootValue: roots,
                contextValue: context,
                variableValues: request.variables,
                operationName: operationName ?? request.operationName,
              }),
            ),
          ),
      };
    },
    async stop() {},
  } as unknown as Engine;
}

/** As our engine does: what is wrong with a variable is the caller's mistake, and says so. */
function coded({ errors, ...rest }: ExecutionResult): ExecutionResult {
  const code = (error: GraphQLError) =>
    error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION
      ? new GraphQLError(error.message, { nodes: error.nodes, extensions: { code: "BAD_USER_INPUT" } })
      : error;
  return errors ? { ...rest, errors: errors.map(code) } : rest;
}
