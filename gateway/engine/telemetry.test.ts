// Nothing leaves the machine: the gateway's vendor telemetry is off before the gateway is made, and no call goes out.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const PROBE = `
  import net from "node:net";
  const calls = [];
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    calls.push(JSON.stringify(args[0]));
    return connect.apply(this, args);
  };
  const { createEngine } = await import("./gateway/engine/createEngine.ts");
  const { readSupergraph } = await import("./gateway/supergraph/readSupergraph.ts");
  const { offTransport } = await import("./gateway/transport/offTransport.ts");
  const { sdl, subgraphs } = readSupergraph("schema/supergraph.graphql");
  const engine = createEngine({ supergraphSdl: sdl, transports: new Map([...subgraphs.keys()].map((name) => [name, offTransport(name)])) });
  await engine.load({ apollo: {} });
  await new Promise((resolve) => setTimeout(resolve, 500));
  console.log(JSON.stringify({ flag: process.env.APOLLO_TELEMETRY_DISABLED, calls }));
  process.exit(0);
`;

it("loading the engine opens no connection", () => {
  const { APOLLO_TELEMETRY_DISABLED: _, ...env } = process.env;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", PROBE],
    {
      cwd: fileURLToPath(new URL("../../", import.meta.url)),
      env,
      encoding: "utf8",
    },
  );
  expect(stdout, stderr).not.toBe("");
  expect(JSON.parse(stdout)).toEqual({ flag: "1", calls: [] });
});
