import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "../measure/childEnvironment.ts";
import { PRELOAD } from "../measure/childPreloadUrl.ts";
import { endProcess } from "../measure/endProcess.ts";
import { pinnedNode } from "../measure/pinning.ts";

const AGENCIES = ["hospitals", "volunteers", "stations", "talent"];

/** The four subgraphs of the product, each a process with the shipped sample data, on free ports. */
export async function startAgencies({
  dataDirectory,
  core,
}: {
  dataDirectory: string;
  core: number | undefined;
}) {
  const children: ChildProcess[] = [];
  const urls: Record<string, string> = {};
  const stop = async () => void (await Promise.all(children.map(endProcess)));
  try {
    for (const name of AGENCIES) {
      const program = fileURLToPath(new URL("../../../subgraphs/run.ts", import.meta.url));
      const flags = [name, "--port", "0", "--data-dir", dataDirectory];
      const [command, args] = pinnedNode(core, ["--import", PRELOAD, "--import", "tsx", program, ...flags]);
      const child = spawn(command, args, {
        env: childEnvironment(),
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      });
      children.push(child);
      urls[name] = await addressOf(child, name);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls, stop };
}

/** The address a subgraph prints once it answers. */
function addressOf(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const onData = (chunk: Buffer) => {
      printed += chunk.toString();
      const [url] = /http:\/\/\S+\/graphql/.exec(printed) ?? [];
      if (url) resolve(url);
    };
    child.stdout?.on("data", onData);
    child.stderr?.on("data", onData);
    child.once("exit", (code) => reject(new Error(`subgraph ${name} ended with ${code}: ${printed}`)));
  });
}
