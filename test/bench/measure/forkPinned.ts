import { spawn } from "node:child_process";
import { childEnvironment } from "./childEnvironment.ts";
import { endProcess } from "./endProcess.ts";
import { pinnedNode } from "./pinning.ts";

/** A helper process of the benchmark: asked one thing at a time. */
export interface Helper<To, From> {
  /** @throws Error when the process ends instead of answering */
  ask(message: To): Promise<From>;
  stop(): Promise<void>;
}

/** Starts one of the benchmark's own TypeScript programs on a core. */
export async function forkPinned<To, From>(
  file: string,
  core: number | undefined,
): Promise<Helper<To, From>> {
  const [command, args] = pinnedNode(core, ["--import", "tsx", file]);
  const child = spawn(command, args, {
    env: childEnvironment(),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        const onMessage = (answer: unknown) => {
          child.off("exit", onExit);
          resolve(answer as From);
        };
        const onExit = (code: number | null) => {
          child.off("message", onMessage);
          reject(new Error(`a helper process of the benchmark ended with ${code}`));
        };
        child.once("message", onMessage);
        child.once("exit", onExit);
        child.send(message as object);
      }),
    stop: () => endProcess(child),
  };
}
