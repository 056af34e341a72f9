import { fileURLToPath } from "node:url";
import { z } from "zod";
import { hostSettings } from "../../subgraphs/kit/server/hostSettings.ts";
import { type SettingsTable, wholeNumber } from "../../subgraphs/kit/server/settings.ts";

const { HOST, ...storeSettings } = hostSettings;

/** Settings of the gateway, alone (`npm run gateway`) or with subgraphs in its process (`npm start`). */
export const gatewaySettings = {
  PORT: {
    meaning: "port to listen on (0: any free one)",
    schema: wholeNumber(0, 65_535).prefault("4000"),
    shownDefault: "4000",
  },
  HOST,
  SUPERGRAPH: {
    meaning: "file of the composed supergraph",
    schema: z.string().default(fileURLToPath(new URL("../../schema/supergraph.graphql", import.meta.url))),
    shownDefault: "schema/supergraph.graphql",
  },
  SUBGRAPHS: {
    meaning: "how to reach subgraphs: name=local|remote|off|URL, comma separated",
    schema: z
      .string()
      .regex(
        /^(\w[\w-]*=(local|remote|off|https?:\/\/[^,\s]+)(,|$))*$/,
        "must be a list such as hospitals=local,talent=off,stations=http://host:4003/graphql",
      )
      .default(""),
    shownDefault: "all local (npm start)",
  },
  SUBGRAPH_TIMEOUT_MS: {
    meaning: "longest wait for a remote subgraph's answer, in milliseconds",
    schema: wholeNumber(1, 600_000).prefault("10000"),
    shownDefault: "10000",
  },
  LOG_LEVEL: {
    meaning: "least serious log line written to standard error: debug, info, warn, error, silent",
    schema: z
      .enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent")
      .default("warn"),
    shownDefault: "warn",
  },
  ...storeSettings,
} satisfies SettingsTable;
