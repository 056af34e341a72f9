import { type ChildProcess, spawn } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { childEnvironment } from "../measure/childEnvironment.ts";
import { PRELOAD } from "../measure/childPreloadUrl.ts";
import { endProcess } from "../measure/endProcess.ts";
import { pinnedNode } from "../measure/pinning.ts";
import type { Contestant, StartingPoint } from "./Contestant.ts";

const START_LIMIT_MS = 90_000;
const TAIL_LENGTH = 2_000;

/** A gateway that answers. */
export interface RunningContestant {
  contestant: Contestant;
  url: string;
  pid: number;
  child: ChildProcess;
  stop(): Promise<void>;
}

export interface StartOptions extends Omit<StartingPoint, "port"> {
  core: number | undefined;
  /** Flags for Node itself, the same for every contestant. */
  nodeFlags: readonly string[];
}

/**
 * Starts a gateway on a free port and waits until it answers `{ __typename }`.
 * @throws Error with the end of what it printed when it ends or does not answer within 90 seconds
 */
export async function startContestant(
  contestant: Contestant,
  { core, nodeFlags, ...at }: StartOptions,
): Promise<RunningContestant> {
  const port = await freePort();
  const { args, env, cwd } = contestant.start({ ...at, port });
  const [command, commandArgs] = pinnedNode(core, [...nodeFlags, "--import", PRELOAD, ...args]);
  const child = spawn(command, commandArgs, {
    env: childEnvironment(env),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    ...(cwd ? { cwd } : {}),
  });
  let printed = "";
  const keepTail = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-TAIL_LENGTH);
  };
  child.stdout?.on("data", keepTail);
  child.stderr?.on("data", keepTail);

  const url = `http://127.0.0.1:${port}/graphql`;
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > limit) {
      await endProcess(child);
      throw new Error(`${contestant.id} does not start:\n${printed}`);
    }
    await sleep(100);
  }
  return { contestant, url, child, pid: child.pid as number, stop: () => endProcess(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ __typename }"}',
    });
    return ((await response.json()) as { data?: unknown }).data != null;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
