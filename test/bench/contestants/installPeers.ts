import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DIRECTORY = fileURLToPath(new URL("../peers/", import.meta.url));

/**
 * Installs the gateways we are compared with into `test/bench/peers/node_modules`, unless they are there.
 * @throws Error when that fails, saying how to go on without them
 */
export function installPeers(): void {
  if (existsSync(`${DIRECTORY}node_modules/@graphql-hive/gateway/dist/bin.js`)) return;
  console.log("Installing the gateways to compare with into test/bench/peers (once, about a minute) …");
  const { status } = spawnSync(
    "npm",
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: DIRECTORY,
      stdio: "inherit",
    },
  );
  if (status !== 0) {
    throw new Error(
      "the gateways to compare with could not be installed: run `npm ci` in test/bench/peers with the package " +
        "registry in reach, or leave them out with --contestants apollo,ours",
    );
  }
}
