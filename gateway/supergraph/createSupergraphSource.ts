import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { StartError } from "../../subgraphs/kit/server/settings.ts";
import type { Planner } from "../planner/Planner.ts";
import { RefusedSupergraph } from "../planner/RefusedSupergraph.ts";
import { createWorkerPlanner, type WorkerPlanner } from "../planner/workerPlanner.ts";
import { GenerationShelf } from "./GenerationShelf.ts";
import { LastGoodCopy } from "./LastGoodCopy.ts";
import type {
  SupergraphProblem,
  SupergraphSource,
  SupergraphStatistics,
  SwappableGeneration,
} from "./SupergraphSource.ts";
import { watchFile } from "./watchFile.ts";

export interface SupergraphSourceOptions<G extends SwappableGeneration> {
  /** The supergraph's file, as composition writes it. */
  file: string;
  /** Makes a generation of a supergraph that its planner has validated; the planner is closed after the generation. */
  createGeneration: (supergraphSdl: string, planner: WorkerPlanner) => Promise<G>;
  /** Makes the planner of a supergraph, off this thread. @default createWorkerPlanner */
  createPlanner?: (supergraphSdl: string) => Promise<WorkerPlanner>;
  /** Where the last good copy (`<file name>.last-good`) is kept. @default the file's own directory */
  stateDirectory?: string;
  /** How often the file is looked at, in milliseconds. @default 1000 */
  pollMs?: number;
  /** How long the file must have been left alone before it is read, in milliseconds. @default 200 */
  settleMs?: number;
  /** How soon a load that failed for a passing reason is tried again, in milliseconds. @default 10000 */
  retryMs?: number;
  /** How long a replaced generation can still be taken by requests validated against it, in ms. @default 1000 */
  lingerMs?: number;
  /** How long requests may go on on a replaced generation, in milliseconds; then it is closed. @default 60000 */
  drainMs?: number;
  /** How many of the most used operations are planned before a swap. @default 200 */
  warmOperations?: number;
  /** Longest time for that, in milliseconds; then the swap is made with what is planned. @default 10000 */
  warmLimitMs?: number;
  /** Told of everything that went wrong, for the log. */
  onProblem?: (problem: SupergraphProblem) => void;
  /** Told of every swap, for the log and metrics. */
  onSwap?: (statistics: SupergraphStatistics) => void;
  /** The clock, in milliseconds since the epoch. @default Date.now */
  now?: () => number;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Serves the supergraph of a file and follows the file: a new supergraph is validated, planned and warmed up off this
 * thread and then replaces the old one in one step, while requests in flight finish on the old one. A file that
 * cannot be served changes nothing, but is reported. At the start the last good copy stands in for a broken file.
 * @throws StartError when neither the file nor its last good copy can be served
 */
export async function createSupergraphSource<G extends SwappableGeneration>(
  options: SupergraphSourceOptions<G>,
): Promise<SupergraphSource<G>> {
  const {
    file,
    createGeneration,
    createPlanner = createWorkerPlanner,
    stateDirectory = dirname(file),
    pollMs = 1_000,
    settleMs = 200,
    retryMs = 10_000,
    lingerMs = 1_000,
    drainMs = 60_000,
    warmOperations = 200,
    warmLimitMs = 10_000,
    onProblem = () => {},
    onSwap = () => {},
    now = Date.now,
  } = options;
  const copy = new LastGoodCopy(file, stateDirectory);
  const shelf = new GenerationShelf<G>({ lingerMs, drainMs, onProblem });
  let statistics: Omit<SupergraphStatistics, "live"> = {
    generation: 0,
    hash: "",
    origin: "file",
    swaps: 0,
    failures: 0,
  };
  let refusedHash: string | undefined;
  let isClosed = false;

  const report = (kind: SupergraphProblem["kind"], message: string, cause?: unknown): SupergraphProblem => {
    const problem = { kind, message, cause };
    onProblem(problem);
    return problem;
  };

  const load = async (sdl: string): Promise<{ generation: G; planner: Planner }> => {
    const planner = await createPlanner(sdl);
    try {
      const operations = shelf.takeMostUsed(warmOperations);
      await planner.warm(operations, warmLimitMs);
      const generation = await createGeneration(sdl, planner);
      for (const operation of operations) {
        await generation.warm?.([operation]);
        await nextTurn(); // compiling them all in one go would hold the event loop
      }
      return { generation, planner };
    } catch (error) {
      await planner.close();
      throw error;
    }
  };

  const keepCopy = (sdl: string): Promise<void> =>
    copy
      .write(sdl)
      .catch(
        (error) => void report("lastGood", `the last good copy cannot be written to ${copy.path}`, error),
      );

  /** Serves this content of the file, unless it is served already; false when that should be tried again. */
  const take = async (sdl: string): Promise<boolean> => {
    const startedAt = now();
    const hash = sha256(sdl);
    if (hash === statistics.hash || hash === refusedHash) {
      if (hash !== refusedHash) statistics = { ...withoutProblem(statistics), origin: "file" };
      return true;
    }
    try {
      const { generation, planner } = await load(sdl);
      if (isClosed) {
        await generation.close();
        await planner.close();
        return true;
      }
      refusedHash = undefined;
      statistics = {
        ...withoutProblem(statistics),
        generation: statistics.generation + 1,
        hash,
        origin: "file",
        swaps: statistics.swaps + 1,
        lastSwapAt: now(),
        lastSwapMs: now() - startedAt,
      };
      shelf.replace(generation, planner);
    } catch (error) {
      const isRefused = error instanceof RefusedSupergraph;
      if (isRefused) refusedHash = hash;
      const problem = report(
        isRefused ? "refused" : "failed",
        `the supergraph ${file} cannot be served, the last good one stays: ${reasonOf(error)}`,
        error,
      );
      statistics = { ...statistics, failures: statistics.failures + 1, problem };
      return isRefused;
    }
    await keepCopy(sdl);
    onSwap(currentStatistics());
    return true;
  };

  /** The first generation, from the file or from the last good copy. */
  const start = async (): Promise<void> => {
    let broken: unknown;
    let sdl: string | undefined;
    try {
      sdl = await readFile(file, "utf8");
      const { generation, planner } = await load(sdl);
      shelf.replace(generation, planner);
      statistics = { ...statistics, generation: 1, hash: sha256(sdl) };
      return await keepCopy(sdl);
    } catch (error) {
      broken = error;
    }
    const problem = report(
      sdl === undefined ? "unreadable" : broken instanceof RefusedSupergraph ? "refused" : "failed",
      `the supergraph ${file} cannot be served: ${reasonOf(broken)}`,
      broken,
    );
    if (broken instanceof RefusedSupergraph && sdl !== undefined) refusedHash = sha256(sdl);
    const good = await copy
      .read()
      .catch((error) => void report("lastGood", `${copy.path} cannot be read`, error));
    if (good === undefined || good === sdl) throw new StartError(problem.message);
    try {
      const { generation, planner } = await load(good);
      shelf.replace(generation, planner);
    } catch (error) {
      report("lastGood", `the last good copy cannot be served either: ${reasonOf(error)}`, error);
      throw new StartError(problem.message);
    }
    statistics = {
      ...statistics,
      generation: 1,
      hash: sha256(good),
      origin: "lastGood",
      failures: 1,
      problem,
    };
  };

  const currentStatistics = (): SupergraphStatistics => ({
    ...statistics,
    live: shelf.live,
  });

  await start();
  const watch = watchFile(file, {
    pollMs,
    settleMs,
    retryMs,
    now,
    onContent: take,
    onUnreadable: (error) => {
      const message = `the supergraph ${file} cannot be read, the last good one stays`;
      statistics = { ...statistics, problem: report("unreadable", message, error) };
    },
  });

  return {
    current: () => shelf.currentGeneration(),
    acquire: (apiSchema) => shelf.acquire(apiSchema),
    onChange: (listener) => shelf.onChange(listener),
    check: () => watch.check(),
    statistics: currentStatistics,
    async close() {
      isClosed = true;
      await watch.stop();
      await shelf.close();
    },
  };
}

function withoutProblem<T extends { problem?: SupergraphProblem }>({ problem: _, ...rest }: T) {
  return rest;
}
