import { z } from "zod";
import { hostSettings } from "./hostSettings.ts";
import { SUBGRAPH_PORTS, type SubgraphName } from "./Subgraph.ts";
import { type SettingsTable, wholeNumber } from "./settings.ts";

/** Settings of a subgraph that runs as a process of its own. */
export function subgraphSettings(name: SubgraphName) {
  const defaultPort = String(SUBGRAPH_PORTS[name]);
  return {
    PORT: {
      meaning: "port to listen on (0: any free one)",
      schema: wholeNumber(0, 65_535).prefault(defaultPort),
      shownDefault: defaultPort,
    },
    TLS_CLIENTS: {
      meaning:
        "names (CN or DNS) of the client certificates that may connect, comma separated; asked for with TLS_CA",
      schema: z
        .string()
        .default("")
        .transform((text) =>
          text
            .split(",")
            .map((item) => item.trim())
            .filter(Boolean),
        ),
      shownDefault: "(any of TLS_CA)",
    },
    ...hostSettings,
  } satisfies SettingsTable;
}
