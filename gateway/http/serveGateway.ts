import type { IncomingMessage, ServerResponse } from "node:http";
import { answerBrokenRequests } from "../../subgraphs/kit/server/answerBrokenRequests.ts";
import { type Listening, listen } from "../../subgraphs/kit/server/listen.ts";
import { serveConsole } from "../console/serveConsole.ts";
import { createObservability } from "../observability/createObservability.ts";
import type { RequestRecord } from "../observability/RequestRecord.ts";
import { createIdentity } from "../policy/identity/createIdentity.ts";
import { createAdmission } from "./createAdmission.ts";
import { createApolloServer, createLoggingMask } from "./createApolloServer.ts";
import { createBreakGlassRoute } from "./createBreakGlassRoute.ts";
import { createDrain } from "./createDrain.ts";
import { createGraphqlRoute } from "./createGraphqlRoute.ts";
import { createReadiness, type Phase } from "./createReadiness.ts";
import { createResultWriter } from "./createResultWriter.ts";
import { createRoutes } from "./createRoutes.ts";
import { createShortcut } from "./createShortcut.ts";
import { createSignInRoute } from "./createSignInRoute.ts";
import type { GatewayOptions } from "./GatewayOptions.ts";
import { requestIdOf } from "./requestId.ts";
import { problem, sendJson } from "./sendJson.ts";
import { serveMetrics } from "./serveMetrics.ts";

export type { GatewayOptions } from "./GatewayOptions.ts";

/**
 * Serves the joined graph: `/graphql` (a browser gets the playground), `/health`, `/ready` and `/metrics`.
 * It listens before the engine is ready and says so (503); the promise resolves when it is.
 * `close` answers what is in flight, then ends the engine, the transports and what watches them.
 * @throws StartError when it cannot listen; Error for options that make no sense or an engine that cannot start
 */
export async function serveGateway(options: GatewayOptions): Promise<Listening> {
  const { engine, transports, logger, limits = {}, metricsPort } = options;
  const { headersTimeoutMs = 15_000, bodyTimeoutMs = 10_000, maxTokens, maxBatch = 1 } = limits;
  const observability = options.observability ?? (await createObservability({ logger }));
  const currentTransports = typeof transports === "function" ? transports : () => transports;
  const admit = createAdmission({
    identify: options.identify ?? createIdentity(),
    limiter: options.limiter,
    trustedProxies: options.trustedProxies ?? 0,
  });
  let phase: Phase = "starting";

  const resultWriter = createResultWriter();
  const mask = createLoggingMask(logger, options.hideSchemaDetails);
  const shortcut = createShortcut(engine, resultWriter, mask);
  const apollo = createApolloServer(shortcut.engine, logger, {
    resultWriter,
    mask,
    plugins: [shortcut.plugin],
    batching: maxBatch > 1,
    ...(options.persistedQueries === undefined ? {} : { persistedQueries: options.persistedQueries }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  });
  const route = createRoutes({
    phase: () => phase,
    graphql: createGraphqlRoute(apollo, {
      resultWriter,
      // At this level Apollo Server's way is of interest itself.
      shortcut: logger.isLevelEnabled("debug") ? null : shortcut,
      limits,
      cors: options.cors ?? {},
      compression: options.compression ?? true,
      forwardHeaders: options.forwardHeaders ?? [],
      admit,
      safelist: options.safelist,
      now: observability.now,
    }),
    readiness: createReadiness({ transports: currentTransports, phase: () => phase }),
    metrics: metricsPort === undefined ? observability.metrics : null,
    consoleFile: options.console === false ? () => false : serveConsole(options.signIn?.choices),
    ...(options.breakGlass ? { breakGlass: createBreakGlassRoute(admit, options.breakGlass) } : {}),
    ...(options.signIn ? { signIn: createSignInRoute(options.signIn) } : {}),
  });

  const drain = createDrain();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const record = observability.requestStarts(requestIdOf(request.headers["x-request-id"]), request.headers);
    drain.track(response);
    response.on("close", () =>
      observability.requestEnds(record, {
        status: response.statusCode,
        aborted: !response.writableFinished,
      }),
    );
    route(request, response, record).catch((error: unknown) => fail(response, record, error));
  };
  const fail = (response: ServerResponse, { requestId }: RequestRecord, error: unknown): void => {
    logger.error({ requestId, err: error }, "a request failed");
    if (response.headersSent) response.destroy();
    else
      sendJson(response, 500, problem("an internal error", "INTERNAL_SERVER_ERROR"), {
        "x-request-id": requestId,
      });
  };

  const address = options.host ? { host: options.host } : {};
  const listening = await listen(
    answer,
    { port: options.port, ...address },
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: headersTimeoutMs + bodyTimeoutMs,
      connectionsCheckingInterval: Math.min(headersTimeoutMs, 5_000),
      requireHostHeader: false, // Node.js would answer without a body; the routes do it
    },
  );
  const { server } = listening;
  drain.watch(server);
  answerBrokenRequests(server, drain.isAnswering);

  const closers: (() => Promise<unknown>)[] = [() => observability.close()];
  const close = async (how = options.drain ?? {}): Promise<void> => {
    phase = "draining";
    await drain.close(server, how);
    while (closers.length > 0) await closers.pop()?.();
  };
  try {
    if (typeof metricsPort === "number" && observability.metrics) {
      closers.push(await serveMetrics(observability.metrics, { port: metricsPort, ...address }));
    }
    await apollo.start();
  } catch (error) {
    await close({}); // nobody was served: there is nothing to wait for
    throw error;
  }
  closers.push(() => Promise.all([...currentTransports().values()].map((transport) => transport.close())));
  closers.push(() => apollo.stop());
  phase = "serving";
  return { ...listening, close: () => close() };
}
