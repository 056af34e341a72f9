// `npm run bench:audit [pairs] [rounds] [seconds]`: what recording every access costs. Pairs of gateways, one with and one without
// the audit trail, answer the same classified query (names of 20 people) at 50 connections, in alternating rounds; the medians of
// all rounds count. Every pair is two new processes: how fast one happens to be is a matter of luck.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadOrder, LoadResult } from "../load/LoadOrder.ts";
import { startLoadClient } from "../load/startLoadClient.ts";
import { forkPinned, type Helper } from "../measure/forkPinned.ts";
import { median } from "../measure/median.ts";
import { chooseCores } from "../measure/pinning.ts";
import { cpuSeconds } from "../measure/processFigures.ts";
import type { AuditGateway, AuditOrder } from "./AuditOrder.ts";

const [PAIRS = 4, ROUNDS = 3, SECONDS = 2] = process.argv.slice(2).map(Number);
const CONNECTIONS = 50;
const BODY = JSON.stringify({
  query: "query Names { medicalSocialWorkers(first: 20) { nodes { id name department } } }",
});

interface Round {
  perSecond: number;
  perCpuSecond: number;
  p50: number;
  p99: number;
}

type Client = Helper<LoadOrder, LoadResult>;

async function measure({ url, pid }: AuditGateway, client: Client, seconds: number): Promise<Round> {
  const expected = await (await fetch(url, { method: "POST", headers: JSON_TYPE, body: BODY })).text();
  const before = cpuSeconds(pid);
  const result = await client.ask({
    url,
    body: BODY,
    connections: CONNECTIONS,
    seconds,
    maxRequests: 10_000_000,
    timeoutMs: 10_000,
    expected,
  });
  if (result.right === 0 || result.wrong + result.failed + result.timedOut > 0)
    throw new Error(`not every request was answered right: ${JSON.stringify(result)}`);
  const cpu = cpuSeconds(pid) - before;
  const { right, p50, p99 } = result;
  return { perSecond: right / result.seconds, perCpuSecond: right / cpu, p50, p99 };
}
const JSON_TYPE = { "content-type": "application/json" };

const medians = (rounds: readonly Round[]): Round => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  perCpuSecond: median(rounds.map(({ perCpuSecond }) => perCpuSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
});

type Rounds = Record<"off" | "on", Round[]>;

/** Measures a new pair of gateways, and adds to the rounds. */
async function measurePair(
  rounds: Rounds,
  { directory, repeated, client }: { directory: string; repeated: boolean; client: Client },
): Promise<void> {
  const helpers: Helper<AuditOrder, AuditGateway>[] = [];
  const start = async (audited: boolean): Promise<AuditGateway> => {
    const helper = await forkPinned<AuditOrder, AuditGateway>(MAIN, chooseCores().gateway);
    helpers.push(helper);
    return helper.ask({ directory, audited, repeated });
  };
  const gateways = { off: await start(false), on: await start(true) };
  for (const gateway of Object.values(gateways)) await measure(gateway, client, SECONDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const which of round % 2 === 0 ? (["off", "on"] as const) : (["on", "off"] as const))
      rounds[which].push(await measure(gateways[which], client, SECONDS));
  }
  for (const helper of helpers) await helper.stop();
}

async function compare(directory: string, repeated: boolean, client: Client): Promise<void> {
  const rounds: Rounds = { off: [], on: [] };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    await measurePair(rounds, { directory: join(directory, `${repeated}-${pair}`), repeated, client });
  }
  const [off, on] = [medians(rounds.off), medians(rounds.on)];
  const loss = (key: "perSecond" | "perCpuSecond") => `${((1 - on[key] / off[key]) * 100).toFixed(1)} %`;
  const shown = ({ perSecond, perCpuSecond, p50, p99 }: Round) => ({
    "requests/s": Math.round(perSecond),
    "requests/CPU s": Math.round(perCpuSecond),
    "p50 ms": Number(p50.toFixed(1)),
    "p99 ms": Number(p99.toFixed(1)),
  });
  console.log(
    `\n${repeated ? "subgraphs' answers repeated: the gateway alone" : "subgraphs in process, sample data"}`,
  );
  console.table({
    "audit off": shown(off),
    "audit on": shown(on),
    cost: { "requests/s": loss("perSecond"), "requests/CPU s": loss("perCpuSecond") },
  });
}
const MAIN = fileURLToPath(new URL("./gatewayMain.ts", import.meta.url));

const directory = await mkdtemp(join(tmpdir(), "liandong-bench-audit-"));
const client = await startLoadClient(chooseCores().others);
console.log(
  `Node ${process.version}, ${CONNECTIONS} connections, ${PAIRS} pairs, ${ROUNDS} rounds of ${SECONDS} s each`,
);
try {
  for (const repeated of [false, true]) await compare(directory, repeated, client);
} finally {
  await client.stop();
  await rm(directory, { recursive: true, force: true });
}
