// Nothing leaves the machine: the engine is made without its vendor's gateway, whose telemetry calls out, and no call goes out.
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
  const { createGeneration } = await import("./gateway/engine/createGeneration.ts");
  const { fixedSource } = await import("./gateway/engine/GenerationSource.ts");
  const { readSupergraph } = await import("./gateway/supergraph/readSupergraph.ts");
  const { offTransport } = await import("./gateway/transport/offTransport.ts");
  const { sdl, subgraphs } = readSupergraph("schema/supergraph.graphql");
  const transports = new Map([...subgraphs.keys()].map((name) => [name, offTransport(name)]));
  const engine = createEngine(fixedSource(await createGeneration({ supergraphSdl: sdl, transports })));
  await engine.load({ apollo: {} });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { createRequire } = await import("node:module");
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  const vendorGateway = loaded.filter((file) => file.includes("@apollo/gateway/"));
  console.log(JSON.stringify({ vendorGateway, calls }));
  process.exit(0);
`;

it("loading the engine opens no connection", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", PROBE],
    {
      cwd: fileURLToPath(new URL("../../", import.meta.url)),
      encoding: "utf8",
    },
  );
  expect(stdout, stderr).not.toBe("");
  expect(JSON.parse(stdout)).toEqual({ vendorGateway: [], calls: [] });
});
