// `node --import tsx gateway/supergraph/bench.ts [swaps]`: how long swaps of our supergraph take under load and how
// long they hold the event loop, next to the same load without swaps and to loading the supergraph on this thread.
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import pino from "pino";
// biome-ignore lint/style/noRestrictedImports: what is measured is the whole gateway around the swap
import { createEngine } from "../engine/createEngine.ts";
// biome-ignore lint/style/noRestrictedImports: as above
import { createGeneration } from "../engine/createGeneration.ts";
// biome-ignore lint/style/noRestrictedImports: as above
import { createApolloServer } from "../http/createApolloServer.ts";
import { createLocalPlanner } from "../planner/createLocalPlanner.ts";
import type { SubgraphTransport } from "../transport/SubgraphTransport.ts";
import { createSupergraphSource } from "./createSupergraphSource.ts";

const SCHEMA = new URL("../../schema/", import.meta.url);
const SWAPS = Number(process.argv[2] ?? 20);
const CLIENTS = 8;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const sdl = await readFile(new URL("supergraph.graphql", SCHEMA), "utf8");
const operations: string[] = [];
for (const name of await readdir(new URL("operations", SCHEMA))) {
  if (name.endsWith(".graphql"))
    operations.push(await readFile(new URL(`operations/${name}`, SCHEMA), "utf8"));
}
const directory = await mkdtemp(join(tmpdir(), "liandong-swap-"));
const file = join(directory, "supergraph.graphql");
await writeFile(file, sdl);

/** Answers nothing, a little later: the load is of planning and execution, not of data. */
const idle: SubgraphTransport = {
  execute: () => new Promise((resolve) => setTimeout(resolve, 2, { data: {} })),
  isUp: async () => true,
  close: async () => {},
};
const source = await createSupergraphSource({
  file,
  createGeneration: (supergraphSdl, planner) =>
    createGeneration({
      supergraphSdl,
      planner,
      transports: new Map([...planner.subgraphs.keys()].map((name) => [name, idle])),
    }),
  onProblem: (problem) => console.error(problem),
  pollMs: 3_600_000,
  settleMs: 10,
});
const apollo = createApolloServer(createEngine(source), pino({ level: "silent" }));
await apollo.start();

/** The longest turns of the event loop, in milliseconds: by the clock, and by what this thread computed in one. */
interface Turns {
  wall: number[];
  computed: number[];
}

/**
 * What this thread has computed so far, in milliseconds, where the system says (Linux). On a busy machine the clock
 * also counts the time when others, the planner's thread and the collector's helpers among them, had the CPU.
 */
function computedSoFar(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

async function turnsDuring(work: () => Promise<unknown>): Promise<Turns> {
  const turns: Turns = { wall: [], computed: [] };
  let isDone = false;
  const watching = (async () => {
    let [last, lastComputed] = [performance.now(), computedSoFar()];
    while (!isDone) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const [now, computed] = [performance.now(), computedSoFar()];
      turns.wall.push(now - last - 1);
      turns.computed.push(computed - lastComputed);
      [last, lastComputed] = [now, computed];
    }
  })();
  await work();
  isDone = true;
  await watching;
  for (const list of [turns.wall, turns.computed]) list.sort((one, other) => other - one);
  return turns;
}

let answered = 0;
let isLoaded = true;
const clients = Array.from({ length: CLIENTS }, async (_, client) => {
  for (let turn = client; isLoaded; turn += 1) {
    const { body } = await apollo.executeOperation({
      query: operations[turn % operations.length] ?? "",
      variables: { institutionId: "mi_110114_001", first: 1 },
    });
    if (body.kind === "single") answered += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
await turnsDuring(() => pause(3_000)); // everything is compiled and planned once

const five = (values: number[]) =>
  values
    .sort((one, other) => other - one)
    .slice(0, 5)
    .map((value) => value.toFixed(1))
    .join(", ");
const shown = ({ wall, computed }: Turns) => `${five(computed)} ms computing, ${five(wall)} ms by the clock`;
const heap = () => {
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return `heap ${(heapUsed / 2 ** 20).toFixed(1)} MiB, resident ${(rss / 2 ** 20).toFixed(0)} MiB`;
};

console.log(
  `Node ${process.version}; supergraph of ${(sdl.length / 1024).toFixed(0)} KiB; ${CLIENTS} clients`,
);
console.log(`before:                     ${heap()}`);
const times: number[] = [];
const worst: Turns = { wall: [], computed: [] };
for (let swap = 1; swap <= SWAPS; swap += 1) {
  const { wall, computed } = await turnsDuring(async () => {
    await writeFile(file, `${sdl}\n# variant ${swap}\n`);
    const startedAt = performance.now();
    await source.check();
    times.push(performance.now() - startedAt);
    await pause(100);
  });
  worst.wall.push(wall[0] ?? 0);
  worst.computed.push(computed[0] ?? 0);
}
const { swaps, failures } = source.statistics();
await pause(1_500);
console.log(
  `after ${swaps} swaps, ${failures} failed: ${heap()}, generations live: ${source.statistics().live}`,
);
times.sort((one, other) => one - other);
console.log(
  `swap, from the file's change to serving it: median ${times[times.length >> 1]?.toFixed(0)} ms, longest ${times.at(-1)?.toFixed(0)} ms`,
);
console.log(`longest turn of the event loop in each swap: ${shown(worst)}`);
const quiet = await turnsDuring(() => pause(SWAPS * ((times[times.length >> 1] ?? 0) + 100)));
console.log(`longest turns under the same load without swaps, as long: ${shown(quiet)}`);
isLoaded = false;
await Promise.all(clients);
console.log(`requests answered meanwhile: ${answered}`);
const local = await turnsDuring(async () => void createLocalPlanner(`${sdl}\n`));
console.log(`for comparison, loading the supergraph on this thread: ${shown(local)}`);

await apollo.stop();
await source.close();
await rm(directory, { recursive: true, force: true });
