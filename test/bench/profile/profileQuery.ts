import type { ChildProcess } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Contestant } from "../contestants/Contestant.ts";
import { type RunningContestant, startContestant } from "../contestants/startContestant.ts";
import { startLoadClient } from "../load/startLoadClient.ts";
import { chooseCores } from "../measure/pinning.ts";
import { textTable } from "../report/tables.ts";
import { openWorkload } from "../workloads/openWorkload.ts";
import type { WorkloadId } from "../workloads/Workload.ts";
import type { CpuProfile } from "./CpuProfile.ts";
import { GATEWAY_PARTS, SUBGRAPH_PARTS } from "./roomOf.ts";
import { type SelfTimes, selfTimes } from "./selfTimes.ts";

const CONNECTIONS = 10;
const WARM_UP_SECONDS = 5;
const LONGEST_LISTS = 25;

export interface ProfileOptions {
  /** What is asked; `whole` profiles gateway, subgraphs and data in one process. */
  workload: WorkloadId;
  /** Who is profiled. */
  contestant: Contestant;
  /** How long, in seconds. */
  seconds: number;
  nodeFlags: readonly string[];
  /** For files of this run. */
  directory: string;
}

/**
 * Where the time goes on a query: self time by part of the house, by room or package, by function. The profile itself
 * stays in `results/`, for Chrome's developer tools.
 */
export async function profileQuery(options: ProfileOptions): Promise<void> {
  const { contestant, seconds, nodeFlags, directory } = options;
  const cores = chooseCores();
  const workload = await openWorkload(options.workload, { directory, core: cores.others });
  const client = await startLoadClient(cores.others);
  let system: RunningContestant | undefined;
  try {
    system = await startContestant(contestant, { ...workload, core: cores.gateway, nodeFlags });
    const order = {
      url: system.url,
      body: workload.body,
      expected: workload.expected,
      connections: CONNECTIONS,
      maxRequests: 1_000_000,
      timeoutMs: 20_000,
    };
    await client.ask({ ...order, seconds: WARM_UP_SECONDS });
    await tellChild(system.child, { bench: "profile" });
    const load = await client.ask({ ...order, seconds });
    const name = `${workload.id}.${contestant.id}.cpuprofile`;
    const file = join(directory, name);
    await tellChild(system.child, { bench: "save", file });
    copyFileSync(file, fileURLToPath(new URL(`../results/${name}`, import.meta.url)));
    if (load.wrong + load.failed > 0) throw new Error(`some answers were wrong: ${load.firstFault}`);
    console.log(`${workload.title}: ${contestant.title}, ${contestant.sharing} shared.`);
    const times = selfTimes(JSON.parse(readFileSync(file, "utf8")) as CpuProfile);
    print(times, load.right);
    if (contestant.isWholeSystem) printShare(times);
  } finally {
    await system?.stop();
    await client.stop();
    await workload.stop();
  }
}

function tellChild(child: ChildProcess, message: object): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", () => reject(new Error("the system ended while it was profiled")));
    child.send(message);
  });
}

function print({ busyMs, parts, places, functions }: SelfTimes, requests: number): void {
  const row = ([name, ms]: [string, number]) => [
    name,
    ((ms / busyMs) * 100).toFixed(1),
    Math.round((ms / requests) * 1_000).toString(),
  ];
  const show = (title: string, times: [string, number][]) =>
    console.log(`\n${textTable([title, "% of busy time", "µs / request"], times.map(row), 1)}`);
  console.log(`${requests} requests, ${Math.round(busyMs)} ms busy.`);
  show("part (self time)", parts);
  show("room or package", places.slice(0, LONGEST_LISTS));
  show("function", functions.slice(0, LONGEST_LISTS));
}

/** The gateway's part of what gateway and subgraphs take together; the collector's time is nobody's. */
function printShare({ parts }: SelfTimes): void {
  const sumOf = (wanted: string[]) =>
    parts.filter(([part]) => wanted.includes(part)).reduce((sum, [, ms]) => sum + ms, 0);
  const gateway = sumOf(GATEWAY_PARTS);
  const share = (gateway / (gateway + sumOf(SUBGRAPH_PARTS))) * 100;
  console.log(`\nThe gateway's share of what gateway and subgraphs take together: ${share.toFixed(0)} %.`);
}
