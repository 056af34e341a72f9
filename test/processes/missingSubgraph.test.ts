// Each agency its own process: one that is down nulls its part and nothing else, and is whole again when it returns.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type RunningProgram, startServer } from "../support/programs.ts";

const NAMES = ["hospitals", "volunteers", "stations", "talent"];
const QUERY = `{ district(code: "110114") { name medical { medicalSocialWorkers } volunteering { volunteers } stations { stations } talent { registeredWorkers } } }`;

let directory: string;
const running = new Map<string, RunningProgram>();
const startSubgraph = async (name: string, port = 0): Promise<RunningProgram> => {
  const program = await startServer("subgraphs/run.ts", [name, "--port", String(port)], {
    DATA_DIR: directory,
    SAMPLE_SCALE: "0.02",
  });
  running.set(name, program);
  return program;
};

const startGateway = (name: string, flags: string[] = []): Promise<RunningProgram> =>
  startServer("gateway/app/gateway.ts", ["--port", "0", ...flags], { DATA_DIR: join(directory, name) });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-processes-"));
  for (const name of NAMES) await startSubgraph(name);
  const list = NAMES.map((name) => `${name}=http://127.0.0.1:${running.get(name)?.port}/graphql`).join(",");
  running.set("gateway", await startGateway("gateway", ["--subgraphs", list]));
});
afterAll(async () => {
  for (const program of running.values()) await program.kill();
  await rm(directory, { recursive: true, force: true });
});

const gatewayPort = (): number => running.get("gateway")?.port ?? 0;

describe("the multi-process form", () => {
  it("answers from all four agencies", async () => {
    const { data, errors } = await ask(gatewayPort(), QUERY);
    expect(errors).toBeUndefined();
    for (const part of ["medical", "volunteering", "stations", "talent"])
      expect(data.district[part]).not.toBeNull();
  });

  it("answers everything else when one process is killed, and is whole again after its restart", async () => {
    const { data: whole } = await ask(gatewayPort(), QUERY);
    const { port = 0 } = running.get("volunteers") ?? {};
    await running.get("volunteers")?.kill();

    const { data, errors } = await ask(gatewayPort(), QUERY);
    expect(data.district).toEqual({ ...whole.district, volunteering: null });
    expect(errors).toEqual([
      {
        message: 'the subgraph "volunteers" cannot be reached at present',
        path: ["district", "volunteering"],
        extensions: { code: "SUBGRAPH_UNREACHABLE", serviceName: "volunteers" },
      },
    ]);
    const readiness: any = await (await fetch(`http://127.0.0.1:${gatewayPort()}/ready`)).json();
    expect(readiness.subgraphs.volunteers).toBe("down");

    await startSubgraph("volunteers", port);
    expect(await ask(gatewayPort(), QUERY)).toEqual({ data: whole });
  });

  it("a subgraph's health says whether its store answers", async () => {
    const response = await fetch(`http://127.0.0.1:${running.get("talent")?.port}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: "up", subgraph: "talent" }]);
  });

  it("a gateway starts although no subgraph answers", async () => {
    await using lonely = await startGateway("lonely");
    expect((await fetch(`http://127.0.0.1:${lonely.port}/health`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${lonely.port}/ready`)).status).toBe(503);
    const { data, errors } = await ask(lonely.port, '{ district(code: "110114") { name } }');
    expect(data).toEqual({ district: null });
    expect(errors).toMatchObject([{ path: ["district"], extensions: { serviceName: "stations" } }]);
    expect(await lonely.terminate()).toBe(0);
  });
});
