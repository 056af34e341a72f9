import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Where processes run: the gateway alone on one core, everything else on another. */
export interface Cores {
  gateway?: number;
  others?: number;
}

/** Two cores to pin to, if this machine has `taskset` and two cores; else nothing is pinned. */
export function chooseCores(): Cores {
  if (process.platform !== "linux" || availableParallelism() < 2) return {};
  try {
    execFileSync("taskset", ["-p", String(process.pid)], { stdio: "ignore" });
  } catch {
    return {};
  }
  return { gateway: 0, others: 1 };
}

/** The command line that runs Node on one core. */
export function pinnedNode(core: number | undefined, args: string[]): [command: string, args: string[]] {
  return core === undefined
    ? [process.execPath, args]
    : ["taskset", ["-c", String(core), process.execPath, ...args]];
}
