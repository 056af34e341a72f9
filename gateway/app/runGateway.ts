import { onShutdown, runMain } from "../../subgraphs/kit/server/runMain.ts";
import { readSettings, type SettingsOf, settingsHelp } from "../../subgraphs/kit/server/settings.ts";
import { readOperations } from "../console/readOperations.ts";
import { createEngine } from "../engine/createEngine.ts";
import { serveGateway } from "../http/serveGateway.ts";
import { createObservability } from "../observability/createObservability.ts";
import { createLogger } from "../observability/log/createLogger.ts";
import type { DocumentLimits } from "../policy/limits/DocumentLimits.ts";
import { createPolicy } from "./createPolicy.ts";
import { gatewaySettings } from "./gatewaySettings.ts";
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
      metrics: settings.METRICS === "off" ? false : { operationNames: exampleNames() },
      ...(settings.TRACES_URL ? { tracing: { endpoint: settings.TRACES_URL } } : {}),
    });
    const directory = new SubgraphDirectory(settings, {
      defaultMode,
      onCall: (call) => observability.metrics?.onCall(call),
    });
    const policy = createPolicy(settings, { logger, metrics: observability.metrics });
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
      await policy.close();
      await source.close();
      await directory.close();
    });
    const shownHost = ["0.0.0.0", "::", "127.0.0.1"].includes(settings.HOST) ? "localhost" : settings.HOST;
    console.log(
      `The joined graph is at http://${shownHost}:${port}/graphql (open it in a browser for the playground).`,
    );
  });
}

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\./.test(host);

/** Operation names that metrics may show: those of the repository's own examples. */
const exampleNames = (): string[] =>
  readOperations().flatMap(({ query }) => /\bquery (\w+)/.exec(query)?.[1] ?? []);

function frontOptions(settings: SettingsOf<typeof gatewaySettings>, documents: Partial<DocumentLimits>) {
  const { MAX_BODY_BYTES, REQUEST_TIMEOUT_MS, MAX_BATCH, CORS_ORIGINS, FORWARD_HEADERS, METRICS } = settings;
  return {
    limits: {
      ...documents,
      maxBodyBytes: MAX_BODY_BYTES,
      timeoutMs: REQUEST_TIMEOUT_MS,
      maxBatch: MAX_BATCH,
    },
    cors: { origins: CORS_ORIGINS.includes("*") ? ("*" as const) : CORS_ORIGINS },
    forwardHeaders: FORWARD_HEADERS,
    ...(METRICS === "on" ? {} : { metricsPort: METRICS === "off" ? (false as const) : Number(METRICS) }),
  };
}
