import type { Logger } from "pino";
import { onShutdown, runMain } from "../../subgraphs/kit/server/runMain.ts";
import { readSettings, type SettingsOf, settingsHelp } from "../../subgraphs/kit/server/settings.ts";
import { readOperations } from "../console/readOperations.ts";
import { createEngine } from "../engine/createEngine.ts";
import { serveGateway } from "../http/serveGateway.ts";
import { createObservability, type Observability } from "../observability/createObservability.ts";
import { createLogger } from "../observability/log/createLogger.ts";
import type { DocumentLimits } from "../policy/limits/DocumentLimits.ts";
import { createPolicy } from "./createPolicy.ts";
import { gatewaySettings } from "./gatewaySettings.ts";
import { metricsPlace } from "./metricsPlace.ts";
import { openGenerations } from "./openGenerations.ts";
import { SubgraphDirectory, type SubgraphMode } from "./SubgraphDirectory.ts";

/** `main` of the gateway; `defaultMode` is where subgraphs are that `SUBGRAPHS` does not name. */
export function runGateway({
  usage,
  defaultMode,
}: {
  usage: string;
  defaultMode: SubgraphMode;
}): Promise<void> {
  return runMain(async () => {
    const argv = process.argv.slice(2);
    if (argv.includes("--help") || argv.includes("-h")) {
      console.log(`${usage}\n\n${settingsHelp(gatewaySettings)}`);
      return;
    }
    const settings = readSettings(gatewaySettings, { argv, env: process.env });
    const logger = createLogger({ level: settings.LOG_LEVEL });
    const observability = await createObservability({
      logger,
      metrics: metricsPlace(settings) === "off" ? false : { operationNames: exampleNames() },
      ...(settings.TRACES_URL ? { tracing: { endpoint: settings.TRACES_URL } } : {}),
    });
    const policy = await createPolicy(settings, { logger, metrics: observability.metrics });
    try {
      await serve({ settings, defaultMode, logger, observability, policy });
    } catch (error) {
      await policy.close();
      throw error;
    }
  });
}

type Settings = SettingsOf<typeof gatewaySettings>;

interface Serving {
  settings: Settings;
  defaultMode: SubgraphMode;
  logger: Logger;
  observability: Observability;
  policy: Awaited<ReturnType<typeof createPolicy>>;
}

async function serve({ settings, defaultMode, logger, observability, policy }: Serving): Promise<void> {
  const directory = new SubgraphDirectory(settings, {
    defaultMode,
    own: policy.ownSubgraphs,
    onCall: (call) => observability.metrics?.onCall(call),
  });
  const source = await openGenerations(settings, {
    directory,
    logger,
    accept: policy.accept,
    onCacheUse: (use) => observability.metrics?.onCacheUse(use),
  });
  if (policy.signIn && !isLoopback(settings.HOST))
    logger.warn("anybody who reaches this gateway can sign in as any sample role: give MODE=production");
  const { port, close } = await serveGateway({
    engine: createEngine(source, policy.guard),
    transports: () => directory.current(),
    port: settings.PORT,
    host: settings.HOST,
    logger,
    observability,
    ...policy.front,
    ...frontOptions(settings, policy.documents),
  });
  onShutdown(async () => {
    await close();
    await source.close();
    await directory.close();
    await policy.close();
  });
  const shownHost = ["0.0.0.0", "::", "127.0.0.1"].includes(settings.HOST) ? "localhost" : settings.HOST;
  console.log(
    `The joined graph is at http://${shownHost}:${port}/graphql (open it in a browser for the playground).`,
  );
}

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\./.test(host);

/** Operation names that metrics may show: those of the repository's own examples. */
const exampleNames = (): string[] =>
  readOperations().flatMap(({ query }) => /\bquery (\w+)/.exec(query)?.[1] ?? []);

function frontOptions(settings: Settings, documents: Partial<DocumentLimits>) {
  const { MAX_BODY_BYTES, REQUEST_TIMEOUT_MS, MAX_BATCH, CORS_ORIGINS, FORWARD_HEADERS, DRAIN_DELAY_MS } =
    settings;
  const metrics = metricsPlace(settings);
  return {
    limits: {
      ...documents,
      maxBodyBytes: MAX_BODY_BYTES,
      timeoutMs: REQUEST_TIMEOUT_MS,
      maxBatch: MAX_BATCH,
    },
    cors: { origins: CORS_ORIGINS.includes("*") ? ("*" as const) : CORS_ORIGINS },
    forwardHeaders: FORWARD_HEADERS,
    drain: { delayMs: DRAIN_DELAY_MS },
    ...(metrics === "on" ? {} : { metricsPort: metrics === "off" ? (false as const) : Number(metrics) }),
  };
}
