import { openHostedSubgraph } from "./openHostedSubgraph.ts";
import { onShutdown, runMain } from "./runMain.ts";
import type { AnySubgraphDefinition } from "./Subgraph.ts";
import { serveSubgraph } from "./serveSubgraph.ts";
import { readSettings, settingsHelp } from "./settings.ts";
import { subgraphSettings } from "./subgraphSettings.ts";
import { subgraphTrust } from "./subgraphTrust.ts";

/** `main` of a subgraph that runs as a process of its own: `npm run subgraph -- NAME [--port N]`. */
export function runSubgraph(definition: AnySubgraphDefinition): Promise<void> {
  const table = subgraphSettings(definition.name);

  return runMain(async () => {
    const argv = process.argv.slice(2);
    if (argv.includes("--help") || argv.includes("-h")) {
      console.log(
        `Runs the subgraph "${definition.name}" alone: /graphql and /health.\n\n${settingsHelp(table)}`,
      );
      return;
    }
    const settings = readSettings(table, { argv, env: process.env });
    const trust = subgraphTrust(definition.name, settings);
    const subgraph = await openHostedSubgraph(definition, settings);
    const { port, close } = await serveSubgraph(subgraph, {
      port: settings.PORT,
      host: settings.HOST,
      ...trust,
    });
    onShutdown(close);
    const scheme = trust.tls ? "https" : "http";
    console.log(`${definition.name} answers at ${scheme}://${settings.HOST}:${port}/graphql`);
  });
}
