import pino from "pino";
import { onShutdown, runMain } from "../../subgraphs/kit/server/runMain.ts";
import { readSettings, settingsHelp } from "../../subgraphs/kit/server/settings.ts";
import { createEngine } from "../engine/createEngine.ts";
import { serveGateway } from "../http/serveGateway.ts";
import { readSupergraph } from "../supergraph/readSupergraph.ts";
import { gatewaySettings } from "./gatewaySettings.ts";
import { openTransports, type SubgraphMode } from "./openTransports.ts";

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
    const logger = pino({ level: settings.LOG_LEVEL }, pino.destination(2));
    const supergraph = readSupergraph(settings.SUPERGRAPH);
    const transports = await openTransports(supergraph, settings, { defaultMode });
    const engine = createEngine({
      supergraphSdl: supergraph.sdl,
      transports,
      onFailure: (failure) =>
        logger.warn(
          { subgraph: failure.serviceName, code: failure.code, err: failure.cause },
          failure.message,
        ),
    });
    const { port, close } = await serveGateway({
      engine,
      transports,
      port: settings.PORT,
      host: settings.HOST,
      logger,
    });
    onShutdown(close);
    const shownHost = ["0.0.0.0", "::"].includes(settings.HOST)
      ? "localhost"
      : settings.HOST.replace("127.0.0.1", "localhost");
    console.log(
      `The joined graph is at http://${shownHost}:${port}/graphql (open it in a browser for the playground).`,
    );
  });
}
