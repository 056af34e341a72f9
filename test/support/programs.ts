import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a program printed and how it ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(file: string, args: string[], env: Record<string, string>): ChildProcess {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => ["PATH", "HOME", "TMPDIR"].includes(key)),
  );
  return spawn(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: ROOT,
    env: { ...inherited, ...env } as NodeJS.ProcessEnv,
  });
}

/** Runs a program of this repository to its end. */
export async function runToEnd(
  file: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Ended> {
  const child = start(file, args, env);
  const ended: Ended = { code: null, stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => (ended.stdout += chunk));
  child.stderr?.on("data", (chunk) => (ended.stderr += chunk));
  [ended.code] = await once(child, "close");
  return ended;
}

/** A server of this repository as a process of its own, on a free port, for `await using`. */
export interface RunningProgram extends AsyncDisposable {
  port: number;
  /** Where it says it answers. */
  url: string;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Asks it to end and answers its exit code. */
  terminate(): Promise<number | null>;
}

/** Starts a server and waits until it says where it answers. */
export async function startServer(
  file: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<RunningProgram> {
  const child = start(file, args, env);
  let printed = "";
  child.stderr?.on("data", (chunk) => (printed += chunk));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      printed += chunk;
      const [found] = /https?:\/\/[^:\s]+:\d+\/graphql/.exec(printed) ?? [];
      if (found) resolve(found);
    });
    child.once("close", (code) => reject(new Error(`${file} ended with ${code}: ${printed}`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const closed = once(child, "close");
    child.kill(signal);
    return (await closed)[0];
  };
  return {
    port: Number(new URL(url).port),
    url,
    kill: async () => void (await end("SIGKILL")),
    terminate: () => end("SIGTERM"),
    [Symbol.asyncDispose]: async () => void (await end("SIGKILL")),
  };
}

/** Asks a running server one GraphQL query. */
export async function ask(
  port: number,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<any> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}
