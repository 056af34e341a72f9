import { parseArgs } from "node:util";
import { SUBGRAPH_PORTS, type SubgraphName } from "../../../subgraphs/kit/server/Subgraph.ts";
import { type SettingsOf, StartError } from "../../../subgraphs/kit/server/settings.ts";
import { loadTls } from "../../../subgraphs/kit/server/tls/loadTls.ts";
import type { gatewaySettings } from "../gatewaySettings.ts";
import { askSubgraphs } from "./askSubgraphs.ts";
import { CHECKS } from "./checks.ts";
import { gatherFacts } from "./gatherFacts.ts";
import { report } from "./report.ts";

const USAGE = `Looks at a deployment's configuration and says what is unsafe or wrong in it. Give it the environment and the flags
the program gets. Ends with 1 where there is a danger. Opens and changes nothing; no secret is printed.

  npm run doctor                          the gateway as npm run gateway starts it
  npm run doctor -- --one-process         gateway and subgraphs as npm start starts them
  npm run doctor -- --subgraph hospitals  a subgraph as npm run subgraph -- hospitals starts it
      --reach    ask the subgraphs too, with a signature and without
      --json     findings as JSON: id, severity (danger, warning, ok), what, todo`;

/** What to print, and how the program ends. */
export interface Diagnosis {
  text: string;
  exitCode: 0 | 1;
}

const OWN = {
  subgraph: { type: "string" },
  "one-process": { type: "boolean", default: false },
  reach: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * `npm run doctor`.
 * @throws StartError for arguments that make no sense
 */
export async function doctorCommand(argv: string[], env: NodeJS.ProcessEnv): Promise<Diagnosis> {
  const { own, rest } = splitFlags(argv);
  if (own.help) return { text: USAGE, exitCode: 0 };
  const subgraph = own.subgraph === undefined ? undefined : subgraphNamed(own.subgraph);
  if (subgraph && (own["one-process"] || own.reach))
    throw new StartError("--subgraph looks at one subgraph: --one-process and --reach are the gateway's");
  const program = subgraph ? "subgraph" : own["one-process"] ? "one process" : "gateway";
  const gathered = gatherFacts({ program, argv: rest, env, ...(subgraph ? { subgraph } : {}) });
  const facts = own.reach
    ? { ...gathered, reached: await askSubgraphs(gathered, tlsOf(gathered)) }
    : gathered;
  const findings = CHECKS.flatMap((check) => check(facts));
  const exitCode = findings.some(({ severity }) => severity === "danger") ? 1 : 0;
  if (own.json) return { text: JSON.stringify({ program, subgraph, findings }, null, 2), exitCode };
  return { text: report(subgraph ? `the subgraph ${subgraph}` : `the ${program}`, findings), exitCode };
}

/** Takes the doctor's own flags out of those the program would get. */
function splitFlags(argv: string[]) {
  const { tokens } = parseArgs({
    args: argv,
    options: OWN,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const mine = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== "option" || !Object.hasOwn(OWN, token.name)) continue;
    mine.add(token.index);
    if (token.name === "subgraph" && !token.inlineValue) mine.add(token.index + 1);
  }
  const { values: own } = parseArgs({ args: argv.filter((_, at) => mine.has(at)), options: OWN });
  return { own, rest: argv.filter((_, at) => !mine.has(at)) };
}

function subgraphNamed(name: string): SubgraphName {
  if (!Object.hasOwn(SUBGRAPH_PORTS, name))
    throw new StartError(`--subgraph ${name}: choose one of ${Object.keys(SUBGRAPH_PORTS).join(", ")}`);
  return name as SubgraphName;
}

/** The certificates to ask with; what is wrong with them is among the findings already. */
function tlsOf({ settings }: ReturnType<typeof gatherFacts>) {
  try {
    return loadTls(settings as SettingsOf<typeof gatewaySettings>);
  } catch {
    return {};
  }
}
