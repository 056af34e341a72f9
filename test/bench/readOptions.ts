import { parseArgs } from "node:util";
import type { Contestant } from "./contestants/Contestant.ts";
import { CONTESTANTS } from "./contestants/contestants.ts";
import type { Pace } from "./measure/Measurement.ts";
import { WORKLOADS, type WorkloadId } from "./workloads/Workload.ts";

export const USAGE = `npm run bench -- [flags]: compares Liandong with other gateways, on this machine.

  --only LIST         workloads, comma separated: ${WORKLOADS.join(", ")} (default: all)
  --contestants LIST  who takes part: names or their beginnings, comma separated (default: all)
                      ${CONTESTANTS.map(({ id }) => id).join(" ")}
  --quick             about a minute: heavy and trivial, without Hive's JavaScript planner, short rounds
  --rounds N          measured rounds (default 5)
  --seconds N         length of a round (default 4)
  --warm-up N         seconds of load before the first round (default 8)
  --save              keep the results as results/latest.json and RESULTS.md, as a run without flags does
  --node-flags=FLAGS  flags for Node, the same for every gateway, e.g. --node-flags="--max-semi-space-size=64"
  --profile NAME      instead: where the time goes. headline: whole system in one process on our headline query;
                      heavy, trivial: a gateway (the first of --contestants, or ours) on that workload
  --help              this text
`;

/** A mistake in the command line. */
export class UsageError extends Error {}

export interface BenchOptions {
  kind: "compare" | "profile" | "help";
  /** What is profiled, and who. */
  profile?: { workload: WorkloadId; contestant: Contestant };
  workloads: WorkloadId[];
  contestants: Contestant[];
  pace: Pace;
  nodeFlags: string[];
  /** Whether this is a run whose results are committed: asked for, or everything at the default pace. */
  isKept: boolean;
}

const PACE: Pace = { rounds: 5, secondsPerRound: 4, warmUpSeconds: 8, connections: 50 };
const QUICK: Pace = { rounds: 2, secondsPerRound: 1, warmUpSeconds: 1.5, connections: 50 };

/** What `--profile` knows, and the workload it means. */
const PROFILED = new Map<string, WorkloadId>([
  ["headline", "whole"],
  ["heavy", "heavy"],
  ["trivial", "trivial"],
]);

/** @throws UsageError naming the flag, the value and what is allowed */
export function readOptions(argv: string[]): BenchOptions {
  const values = parseFlags(argv);
  const pace = values.quick ? QUICK : PACE;
  const chosen =
    values.contestants ??
    (values.quick ? "apollo,hive-rust,ours-nothing,ours-subgraph,ours-client" : undefined);
  return {
    kind: values.help ? "help" : values.profile ? "profile" : "compare",
    ...(values.profile ? { profile: readProfile(values.profile, values.contestants) } : {}),
    workloads: readWorkloads(values.only ?? (values.quick ? "heavy,trivial" : undefined)),
    contestants: readContestants(chosen),
    pace: {
      ...pace,
      rounds: readNumber("--rounds", values.rounds, pace.rounds, 50),
      warmUpSeconds: readNumber("--warm-up", values["warm-up"], pace.warmUpSeconds, 120),
      secondsPerRound: readNumber("--seconds", values.seconds, pace.secondsPerRound, 120),
    },
    nodeFlags: values["node-flags"]?.split(" ").filter(Boolean) ?? [],
    isKept: argv.length === 0 || values.save === true,
  };
}

function parseFlags(argv: string[]) {
  const text = { type: "string" } as const;
  const yes = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: argv,
      options: {
        ...{
          only: text,
          contestants: text,
          rounds: text,
          seconds: text,
          "warm-up": text,
          "node-flags": text,
          profile: text,
        },
        ...{ quick: yes, save: yes, help: yes },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readProfile(name: string, contestants: string | undefined) {
  const workload = PROFILED.get(name);
  if (!workload) throw new UsageError(`--profile knows headline, heavy, trivial, not "${name}"`);
  const wanted = contestants ?? (workload === "whole" ? "whole-nothing" : "ours-nothing");
  const [contestant] = readContestants(wanted);
  if (!contestant || contestant.isWholeSystem !== (workload === "whole")) {
    throw new UsageError(`--contestants ${wanted} cannot be profiled on ${name}`);
  }
  return { workload, contestant };
}

function readWorkloads(text: string | undefined): WorkloadId[] {
  if (text === undefined) return [...WORKLOADS];
  return text.split(",").map((name) => {
    const found = WORKLOADS.find((workload) => workload === name);
    if (!found) throw new UsageError(`--only knows ${WORKLOADS.join(", ")}, not "${name}"`);
    return found;
  });
}

function readContestants(text: string | undefined): Contestant[] {
  if (text === undefined) return [...CONTESTANTS];
  const beginnings = text.split(",");
  for (const beginning of beginnings) {
    if (!CONTESTANTS.some(({ id }) => id.startsWith(beginning)))
      throw new UsageError(
        `--contestants knows ${CONTESTANTS.map(({ id }) => id).join(", ")}, not "${beginning}"`,
      );
  }
  return CONTESTANTS.filter(({ id }) => beginnings.some((beginning) => id.startsWith(beginning)));
}

function readNumber(flag: string, text: string | undefined, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!(value > 0 && value <= most))
    throw new UsageError(`${flag} must be a number up to ${most}, not "${text}"`);
  return value;
}
