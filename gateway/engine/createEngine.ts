import type { ApolloServerOptionsWithGateway, BaseContext } from "@apollo/server";
import { GraphQLError, validate } from "graphql";
import type { EngineRequest, EngineResult, Generation, RequestContext } from "./Generation.ts";
import type { GenerationSource } from "./GenerationSource.ts";

/** What Apollo Server takes as its `gateway`. */
export type Engine = NonNullable<ApolloServerOptionsWithGateway<BaseContext>["gateway"]>;

/** What the front puts into Apollo Server's `contextValue` for each request. */
export interface EngineContext {
  call?: RequestContext;
}

/** Who asks where the front does not say. */
const ANONYMOUS: RequestContext = { securityKey: "anonymous" };

/** What stands between a request and its execution: may refuse it, run another in its place, or change the answer. */
export type Guard = (generation: Generation, request: EngineRequest) => Promise<EngineResult>;

const unguarded: Guard = (generation, request) => generation.execute(request);

type SchemaListener = Parameters<Engine["onSchemaLoadOrUpdate"]>[0];

/**
 * The object for Apollo Server's `gateway` option: runs each request on the generation that is current when it arrives, and
 * announces every new one. The context of subgraph calls is the `call` of the request's `contextValue`.
 *
 * Apollo Server 5 keeps every result alive until a major garbage collection: whoever writes the answer should empty the top
 * level of its `data` afterwards, unless the result carries `shared: true` (`gateway/http/createResultWriter.ts` does).
 */
export function createEngine(source: GenerationSource, guard: Guard = unguarded): Engine {
  const listeners = new Set<SchemaListener>();
  const announce = (listener: SchemaListener): void => {
    const { apiSchema, hash } = source.current();
    // Apollo Server passes the SDL on to plugins that report it to its vendor; there are none here.
    listener({ apiSchema, coreSupergraphSdl: `# supergraph ${hash}` });
  };
  const stopListening = source.onChange(() => {
    for (const listener of listeners) announce(listener);
  });

  const executor: Awaited<ReturnType<Engine["load"]>>["executor"] = async ({
    request,
    source: text,
    document,
    schema,
    context,
  }) => {
    // Not the context's `operationName`: that is the found operation's, and null where the client's names none.
    const { variables = {} } = request;
    const operationName = request.operationName ?? undefined;
    const { generation, release } = source.acquire(schema);
    try {
      // The schema may have been replaced since Apollo Server validated the operation.
      if (generation.apiSchema !== schema) {
        const errors = validate(generation.apiSchema, document);
        if (errors.length > 0) return { errors: errors.map(asValidationFailure) };
      }
      return await guard(generation, {
        source: text,
        document,
        ...(operationName === undefined ? {} : { operationName }),
        variables,
        context: (context as EngineContext).call ?? ANONYMOUS,
      });
    } finally {
      release();
    }
  };

  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      for (const listener of listeners) announce(listener);
      return { executor };
    },
    async stop() {
      stopListening();
      listeners.clear();
    },
  };
}

const asValidationFailure = ({ message, nodes }: GraphQLError) =>
  new GraphQLError(message, {
    nodes: nodes ?? null,
    extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
  });
