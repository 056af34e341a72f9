import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { Logger } from "pino";
import type { Engine } from "../engine/createEngine.ts";
import { type CallHolder, observeOperations } from "../observability/observeOperations.ts";
import { createErrorMask } from "../policy/createErrorMask.ts";
import { answerStatus } from "./answerStatus.ts";
import { createResultWriter, type ResultWriter } from "./createResultWriter.ts";
import type { ErrorMask } from "./formatErrors.ts";
import { type PersistedQueryOptions, persistedQueryCache } from "./persistedQueryCache.ts";

/** What Apollo Server's `contextValue` holds: `call` is the engine's `CallContext`. */
export type GatewayContext = CallHolder;

export interface ApolloOptions {
  /** Automatic persisted queries; `false` turns them off. @default on, bounded */
  persistedQueries?: PersistedQueryOptions | false;
  /** Accept several operations in one request, as a JSON array. @default false */
  batching?: boolean;
  /** Most lexical tokens of one document. @default 15 000 */
  maxTokens?: number;
  /** Makes errors what clients may see. @default one that logs internal errors */
  mask?: ErrorMask;
  /** How results become text. @default one of its own */
  resultWriter?: ResultWriter;
  /** Further plugins. @default none */
  plugins?: readonly ApolloServerPlugin<GatewayContext>[];
}

/** Makes errors what clients may see; internal ones are logged. */
export const createLoggingMask = (logger: Logger, hideSchemaDetails = false): ErrorMask =>
  createErrorMask({
    log: (correlationId, error) => logger.error({ correlationId, err: error }, "internal error"),
    hideSchemaDetails,
  });

/**
 * Apollo Server in front of the engine: cross-site requests refused (CSRF), every error masked, no landing page,
 * nothing reported to anybody. The operation's result must belong to the request alone, or carry `shared: true`.
 */
export function createApolloServer(
  engine: Engine,
  logger: Logger,
  {
    persistedQueries = {},
    batching = false,
    maxTokens = 15_000,
    mask = createLoggingMask(logger),
    resultWriter = createResultWriter(),
    plugins = [],
  }: ApolloOptions = {},
): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    gateway: engine,
    introspection: true, // who may ask about the schema is the policy's to say
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    formatError: mask,
    stringifyResult: resultWriter.stringifyResult,
    persistedQueries: persistedQueries && { cache: persistedQueryCache(persistedQueries), ttl: null },
    allowBatchedHttpRequests: batching,
    parseOptions: { maxLexicalTokens: maxTokens },
    stopOnTerminationSignals: false,
    nodeEnv: "production",
    plugins: [
      observeOperations(logger),
      answerStatus(),
      resultWriter.plugin,
      ...plugins,
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    logger,
  });
}
