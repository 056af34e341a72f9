import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError } from "graphql";
import type { GraphqlAnswer } from "../../subgraphs/kit/server/answerGraphql.ts";
import type { Engine } from "../engine/createEngine.ts";
import type { EngineResult } from "../engine/Generation.ts";
import { noteOutcome } from "../observability/observeOperations.ts";
import { RequestRecord } from "../observability/RequestRecord.ts";
import { statusOf } from "./answerStatus.ts";
import type { GatewayContext } from "./createApolloServer.ts";
import type { ResultWriter } from "./createResultWriter.ts";
import { type ErrorMask, formatErrors } from "./formatErrors.ts";
import { KnownQueries, type KnownRequest } from "./KnownQueries.ts";
import { createMediaTypeNegotiator } from "./negotiateMediaType.ts";

type Executor = NonNullable<Awaited<ReturnType<Engine["load"]>>["executor"]>;

const FAILED = { http: { status: 500 } };

/** A way past Apollo Server. */
export interface Shortcut {
  /** The engine as it is to be given to Apollo Server. */
  engine: Engine;
  /** To be installed in Apollo Server. */
  plugin: ApolloServerPlugin;
  /** Answers a request by POST with this parsed body; `undefined` where Apollo Server must do it. */
  answer(
    body: unknown,
    accept: string | undefined,
    context: GatewayContext,
  ): Promise<GraphqlAnswer | undefined>;
}

/**
 * Lets queries that Apollo Server has parsed and validated before go straight to the engine, by the same executor and so through
 * the same guard: its pipeline would do for each request again what came out the last time, at a third of the price of a small
 * query. What is in any way unusual, traced, a mutation or a batch goes the whole way. A rule that must see every request belongs
 * into the guard or the route, not into an Apollo Server plugin.
 */
export function createShortcut(engine: Engine, resultWriter: ResultWriter, mask: ErrorMask): Shortcut {
  const known = new KnownQueries();
  const mediaTypeOf = createMediaTypeNegotiator();
  let executor: Executor | undefined;
  engine.onSchemaLoadOrUpdate(({ apiSchema }) => known.forgetFor(apiSchema));

  const run = async (request: KnownRequest, context: GatewayContext): Promise<EngineResult> => {
    const { query, variables, operationName } = request;
    const { source, document } = query;
    const asked = { query: source, variables, ...(operationName === undefined ? {} : { operationName }) };
    const { schema } = known;
    const parts = { request: asked, source, document, operationName: query.operationName, schema, context };
    // The engine reads no more of Apollo Server's request context than this.
    try {
      return (await executor?.(parts as unknown as Parameters<Executor>[0])) as EngineResult;
    } catch (cause) {
      const originalError = cause instanceof Error ? cause : new Error(String(cause));
      return { errors: [new GraphQLError("the engine failed", { originalError, extensions: FAILED })] };
    }
  };

  return {
    engine: {
      onSchemaLoadOrUpdate: (listener) => engine.onSchemaLoadOrUpdate(listener),
      stop: () => engine.stop(),
      async load(options) {
        const loaded = await engine.load(options);
        executor = loaded.executor ?? undefined;
        return loaded;
      },
    },
    plugin: known.plugin,
    async answer(body, accept, context) {
      const request = executor && known.find(body);
      const type = request && mediaTypeOf(accept);
      const record = context.call?.observer;
      if (!request || !type || !(record instanceof RequestRecord) || record.span) return undefined;
      const result = await run(request, context);
      const { data, extensions } = result;
      const { errors, status, headers } = formatErrors(result.errors ?? [], mask);
      noteOutcome(record, { name: request.query.operationName, kind: "query" }, { data, errors });
      resultWriter.noteShared(result);
      const content = {
        ...(errors.length > 0 ? { errors } : {}),
        ...(data === undefined ? {} : { data }),
        ...(extensions ? { extensions } : {}),
      };
      return {
        status: statusOf(type, status ?? (data === undefined ? 400 : 200), errors),
        headers: { ...headers, "content-type": type },
        body: resultWriter.stringifyResult(content),
      };
    },
  };
}
