import { spawnSync } from "node:child_process";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";

/** What the figures depend on besides the gateways. */
export interface MachineDescription {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  /** Commit of this repository; `+` marks changes not committed. */
  commit: string;
}

export function describeMachine(): MachineDescription {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split("-")[0]}`,
    node: process.version,
    commit: commit(),
  };
}

function commit(): string {
  const git = (...args: string[]) =>
    spawnSync("git", args, { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8" });
  const head = git("rev-parse", "--short", "HEAD");
  if (head.status !== 0) return "not committed";
  return head.stdout.trim() + (git("status", "--porcelain").stdout.trim() ? "+" : "");
}
