import { readPseudonymKey } from "../../../subgraphs/kit/privacy/pseudonymKey.ts";
import type { SubgraphName } from "../../../subgraphs/kit/server/Subgraph.ts";
import { readSettings, type SettingsTable } from "../../../subgraphs/kit/server/settings.ts";
import { subgraphSettings } from "../../../subgraphs/kit/server/subgraphSettings.ts";
import { subgraphTrust } from "../../../subgraphs/kit/server/subgraphTrust.ts";
import { loadTls } from "../../../subgraphs/kit/server/tls/loadTls.ts";
import { loadSigningKeys } from "../../../subgraphs/kit/signing/loadSigningKeys.ts";
import { createCors } from "../../http/createCors.ts";
import { createHeaderForwarder } from "../../http/forwardedHeaders.ts";
import { createLogger } from "../../observability/log/createLogger.ts";
import { readSupergraph } from "../../supergraph/readSupergraph.ts";
import { checkAuditSettings } from "../auditSettings.ts";
import { readLimits } from "../createLimits.ts";
import { credentialsOf } from "../credentialsOf.ts";
import { gatewaySettings } from "../gatewaySettings.ts";
import { readManifest } from "../openSafelist.ts";
import { parseSubgraphModes } from "../parseSubgraphModes.ts";
import { parseTransportKnobs } from "../parseTransportKnobs.ts";
import type { DoctorFacts, Program } from "./DoctorFacts.ts";
import { certificateFacts, fileFact } from "./fileFacts.ts";
import { reachOf } from "./hosts.ts";

/** Settings that name a file or directory worth a look. */
const FILES = [
  "SUPERGRAPH",
  "DATA_DIR",
  "SIGNING_KEY_FILE",
  "TLS_CA",
  "TLS_CERT",
  "TLS_KEY",
  "API_KEYS",
  "PSEUDONYM_KEY_FILE",
];

const SILENT = createLogger({ level: "silent" });

export interface Patient {
  program: Program;
  /** Which subgraph, where it is one. */
  subgraph?: SubgraphName;
  /** Flags and environment, as the program would get them. */
  argv: string[];
  env: NodeJS.ProcessEnv;
}

/**
 * Everything about a deployment that the checks look at. Reads settings and files as the program would, opens and changes
 * nothing; what would stop the program is among the facts.
 */
export function gatherFacts({ program, subgraph, argv, env }: Patient): DoctorFacts {
  const mistakes = new Set<string>();
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      mistakes.add(error.message);
      return undefined;
    }
  };
  /** Settings that cannot be read are looked at as if they had not been given. */
  const read = <T extends SettingsTable>(table: T) =>
    attempt(() => readSettings(table, { argv, env })) ?? readSettings(table, { argv: [], env: {} });

  let settings: Record<string, unknown> & { MODE: string; HOST: string };
  let subgraphs: ReadonlyMap<string, string> = new Map();
  let keys: DoctorFacts["keys"] | undefined;
  if (subgraph) {
    const own = read(subgraphSettings(subgraph));
    keys = attempt(() => loadSigningKeys(own));
    if (keys) attempt(() => subgraphTrust(subgraph, own));
    settings = own;
  } else {
    const own = read(gatewaySettings);
    keys = attempt(() => loadSigningKeys(own));
    attempt(() => loadTls(own));
    attempt(() => createHeaderForwarder(own.FORWARD_HEADERS));
    attempt(() => own.CORS_ORIGINS.includes("*") || createCors({ origins: own.CORS_ORIGINS }));
    const composed = attempt(() => readSupergraph(own.SUPERGRAPH).subgraphs) ?? new Map<string, string>();
    const knobsOf = attempt(() => parseTransportKnobs(own.TRANSPORT));
    for (const name of composed.keys()) attempt(() => knobsOf?.(name));
    for (const readLimit of Object.values(readLimits)) attempt(() => readLimit(own));
    attempt(() => own.SAFELIST !== "off" && readManifest(own.SAFELIST_FILE));
    attempt(() => checkAuditSettings(own));
    attempt(() => credentialsOf(own, { issuer: undefined, logger: SILENT }));
    subgraphs = placesOf(composed, parseSubgraphModes(own.SUBGRAPHS), program);
    settings = own;
  }

  const isProduction = settings.MODE === "production";
  const { PSEUDONYM_KEY_FILE: pseudonyms } = settings;
  // Where there is no file, a development key would be made, and checkSecrets says what production lacks.
  if (typeof pseudonyms === "string" && pseudonyms !== "") attempt(() => readPseudonymKey(pseudonyms));
  const named = [...FILES, "CONFIG_FILE"].flatMap((setting): [string, string][] => {
    const path = setting === "CONFIG_FILE" ? configFileOf(argv, env) : settings[setting];
    return typeof path === "string" && path !== "" ? [[setting, path]] : [];
  });
  return {
    program,
    ...(subgraph ? { subgraph } : {}),
    settings,
    isProduction,
    isExposed: isProduction || reachOf(settings.HOST) !== "loopback",
    mistakes: [...mistakes],
    subgraphs,
    keys: keys ?? new Map(),
    certificates: named
      .filter(([setting]) => setting === "TLS_CA" || setting === "TLS_CERT")
      .flatMap(([setting, path]) => certificateFacts(setting, path)),
    files: new Map(named.map(([setting, path]) => [setting, fileFact(path)])),
    nodeVersion: process.versions.node,
    now: new Date(),
  };
}

/** Where each subgraph of the supergraph is. */
function placesOf(
  composed: ReadonlyMap<string, string>,
  modes: ReadonlyMap<string, string>,
  program: Program,
): Map<string, string> {
  const byDefault = program === "one process" ? "local" : "remote";
  return new Map(
    [...composed].map(([name, url]) => {
      const mode = modes.get(name) ?? byDefault;
      return [name, mode === "remote" ? url : mode];
    }),
  );
}

function configFileOf(argv: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const at = argv.findIndex((item) => /^--config-file(=|$)/.test(item));
  return at === -1 ? env.CONFIG_FILE : (argv[at]?.split("=")[1] ?? argv[at + 1]);
}
