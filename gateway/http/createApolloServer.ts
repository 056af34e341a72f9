import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import type { Logger } from "pino";
import type { Engine } from "../engine/createEngine.ts";
import { createErrorMask } from "../policy/createErrorMask.ts";

/** Apollo Server in front of the engine: no landing page (it would load from outside), every error masked. */
export function createApolloServer(engine: Engine, logger: Logger): ApolloServer {
  return new ApolloServer({
    gateway: engine,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: createErrorMask((correlationId, error) =>
      logger.error({ correlationId, err: error }, "internal error"),
    ),
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
    logger,
  });
}
