import { hostSettings } from "./hostSettings.ts";
import { openHostedSubgraph } from "./openHostedSubgraph.ts";
import { onShutdown, runMain } from "./runMain.ts";
import { type AnySubgraphDefinition, SUBGRAPH_PORTS } from "./Subgraph.ts";
import { serveSubgraph } from "./serveSubgraph.ts";
import { readSettings, type SettingsTable, settingsHelp, wholeNumber } from "./settings.ts";

/** `main` of a subgraph that runs as a process of its own: `npm run subgraph -- NAME [--port N]`. */
export function runSubgraph(definition: AnySubgraphDefinition): Promise<void> {
  const defaultPort = String(SUBGRAPH_PORTS[definition.name]);
  const table = {
    PORT: {
      meaning: "port to listen on (0: any free one)",
      schema: wholeNumber(0, 65_535).prefault(defaultPort),
      shownDefault: defaultPort,
    },
    ...hostSettings,
  } satisfies SettingsTable;

  return runMain(async () => {
    const argv = process.argv.slice(2);
    if (argv.includes("--help") || argv.includes("-h")) {
      console.log(
        `Runs the subgraph "${definition.name}" alone: /graphql and /health.\n\n${settingsHelp(table)}`,
      );
      return;
    }
    const settings = readSettings(table, { argv, env: process.env });
    const subgraph = await openHostedSubgraph(definition, settings);
    const { port, close } = await serveSubgraph(subgraph, { port: settings.PORT, host: settings.HOST });
    onShutdown(close);
    console.log(`${definition.name} answers at http://${settings.HOST}:${port}/graphql`);
  });
}
