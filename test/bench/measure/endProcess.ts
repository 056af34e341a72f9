import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const PATIENCE_MS = 5_000;

/** Asks a child process to end and waits; after five seconds it is killed. Only ever this one process, by its handle. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  await ended;
  clearTimeout(timer);
}
