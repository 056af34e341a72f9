import { fileURLToPath } from "node:url";
import { z } from "zod";
import { hostSettings } from "../../subgraphs/kit/server/hostSettings.ts";
import { type SettingsTable, wholeNumber } from "../../subgraphs/kit/server/settings.ts";
import { auditSettings } from "./auditSettings.ts";
import { identitySettings } from "./identitySettings.ts";
import { limitSettings } from "./limitSettings.ts";

const { HOST, ...storeSettings } = hostSettings;

const onOff = (byDefault: "on" | "off") => z.enum(["on", "off"], "must be on or off").default(byDefault);
const list = () =>
  z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((item) => item.trim())
        .filter(Boolean),
    );

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
  TRANSPORT: {
    meaning:
      "how subgraphs are called: knob=value or subgraph.knob=value, comma separated (gateway/transport/README.md)",
    schema: z.string().default(""),
    shownDefault: "(defaults)",
  },
  SHARE_QUERIES: {
    meaning: "answer clients that ask the same at the same time from one execution: on, off",
    schema: onOff("on"),
    shownDefault: "on",
  },
  REQUEST_TIMEOUT_MS: {
    meaning: "when an answer is due, in milliseconds after the request",
    schema: wholeNumber(1, 600_000).prefault("30000"),
    shownDefault: "30000",
  },
  MAX_BODY_BYTES: {
    meaning: "largest request body, in bytes",
    schema: wholeNumber(1, 1_073_741_824).prefault("1048576"),
    shownDefault: "1048576",
  },
  MAX_BATCH: {
    meaning: "most operations in one HTTP request; 1 accepts no batches",
    schema: wholeNumber(1, 1_000).prefault("1"),
    shownDefault: "1",
  },
  CORS_ORIGINS: {
    meaning:
      "origins whose pages may read answers, comma separated, or * for any; same origin needs no entry",
    schema: list(),
    shownDefault: "(same origin only)",
  },
  FORWARD_HEADERS: {
    meaning: "request headers passed on to subgraphs, comma separated",
    schema: list(),
    shownDefault: "(none)",
  },
  METRICS: {
    meaning: "where /metrics is: on (PORT), off, a port of its own, or auto (on; in production off)",
    schema: z
      .string()
      .regex(/^(auto|on|off|[1-9]\d{0,4})$/, "must be auto, on, off or a port")
      .default("auto"),
    shownDefault: "auto",
  },
  DRAIN_DELAY_MS: {
    meaning: "how long /ready says 503 before the gateway ends, for balancers to notice, in milliseconds",
    schema: wholeNumber(0, 600_000).prefault("0"),
    shownDefault: "0",
  },
  TRACES_URL: {
    meaning: "OTLP/HTTP endpoint for OpenTelemetry traces, such as http://collector:4318/v1/traces",
    schema: z
      .string()
      .regex(/^https?:\/\//, "must start with http:// or https://")
      .optional(),
    shownDefault: "(no traces)",
  },
  LOG_LEVEL: {
    meaning: "least serious log line written to standard error: debug, info, warn, error, silent",
    schema: z
      .enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent")
      .default("warn"),
    shownDefault: "warn",
  },
  ...limitSettings,
  ...identitySettings,
  ...auditSettings,
  ...storeSettings,
} satisfies SettingsTable;
