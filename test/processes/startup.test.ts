// Starting the programs: help, and one clear line with exit code 1 for every mistake of the person who starts them.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDevelopmentIssuer } from "../../gateway/policy/identity/createDevelopmentIssuer.ts";
import { ask, runToEnd, startServer } from "../support/programs.ts";

const START = "gateway/app/start.ts";
const SUBGRAPH = "subgraphs/run.ts";
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-start-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** The one line a mistake is answered with. */
async function mistake(file: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stderr } = await runToEnd(file, args, { DATA_DIR: join(directory, "unused"), ...env });
  expect(code, stderr).toBe(1);
  expect(stderr.trimEnd().split("\n"), stderr).toHaveLength(1);
  return stderr;
}

describe("--help", () => {
  it("prints every setting with its default", async () => {
    const { code, stdout } = await runToEnd(START, ["--help"]);
    expect(code).toBe(0);
    for (const key of ["PORT", "DATA_DIR", "MONGODB_URL", "SUBGRAPHS", "SAMPLE_DATA", "SAMPLE_SCALE"])
      expect(stdout).toContain(key);
    expect(stdout).toMatch(/--port +PORT +4000/);
  });
  it("exists for a subgraph that runs alone", async () => {
    expect((await runToEnd(SUBGRAPH, ["talent", "--help"])).stdout).toMatch(/--port +PORT +4004/);
  });
});

describe("a mistake is one line that says what to do", () => {
  it.each([
    ["a bad port", ["--port", "99999"], {}, /PORT must be a whole number from 0 to 65535, not "99999"/],
    [
      "a bad value of the environment",
      [],
      { SAMPLE_SCALE: "huge" },
      /SAMPLE_SCALE must be a number from 0.01 to 100, not "huge"/,
    ],
    ["an unknown flag", ["--prot", "4000"], {}, /--prot.*--help/],
    [
      "an unknown subgraph",
      ["--subgraphs", "clinics=off"],
      {},
      /"clinics".*hospitals, stations, talent, volunteers/,
    ],
    [
      "a supergraph that is not there",
      ["--supergraph", "nowhere.graphql"],
      {},
      /SUPERGRAPH "nowhere.graphql" cannot be read/,
    ],
    [
      "a file that is no supergraph",
      ["--supergraph", "schema/shared.graphql"],
      {},
      /is not a composed supergraph/,
    ],
    [
      "a database that is no MongoDB",
      [],
      { MONGODB_URL: "postgres://x" },
      /MONGODB_URL must start with mongodb:/,
    ],
  ])("%s", async (_, args, env, message) => expect(await mistake(START, args, env)).toMatch(message));

  it("a port in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const off = "hospitals=off,volunteers=off,stations=off,talent=off";
    expect(await mistake(START, ["--port", String(port), "--subgraphs", off])).toMatch(
      new RegExp(`port ${port} is already in use: .*--port`),
    );
    other.close();
  });

  it("a data directory that cannot be used", async () => {
    const file = join(directory, "a-file");
    await writeFile(file, "not a directory");
    expect(await mistake(START, [], { DATA_DIR: file })).toMatch(/DATA_DIR|data directory/i);
  });

  it("a MongoDB that does not answer, without repeating its password", async () => {
    const line = await mistake(SUBGRAPH, ["talent", "--port", "0"], {
      MONGODB_URL: "mongodb://me:hunter2@127.0.0.1:9/",
    });
    expect(line).toMatch(/MONGODB_URL|MongoDB/);
    expect(line).not.toContain("hunter2");
  });

  it("an unknown key of the settings file", async () => {
    const file = join(directory, "settings.json");
    await writeFile(file, JSON.stringify({ PROT: 4000 }));
    expect(await mistake(START, ["--config-file", file])).toMatch(/unknown key "PROT"/);
  });

  it("a subgraph nobody knows", async () => {
    expect(await mistake(SUBGRAPH, ["clinics"])).toMatch(/hospitals\|volunteers\|stations\|talent/);
  });
});

describe("a first start", () => {
  it("loads the sample data, keeps what is written, and does not load again", async () => {
    const env = { DATA_DIR: join(directory, "data"), SAMPLE_SCALE: "0.02" };
    const count = "{ medicalWorkforce { medicalSocialWorkers } referrals { totalCount } }";
    const first = await startServer(START, ["--port", "0"], env);
    const token = await createDevelopmentIssuer(join(env.DATA_DIR, "gateway")).mint("administrator");
    const asAdministrator = (port: number, query: string) =>
      ask(port, query, {}, { authorization: `Bearer ${token}` });
    const before = (await asAdministrator(first.port, count)).data;
    expect(before.referrals.totalCount).toBeGreaterThan(0);
    const { data } = await asAdministrator(
      first.port,
      `mutation { registerVolunteerOrganization(input: {
        name: "望城志愿队", kind: COMMUNITY_TEAM, districtCode: "430112", foundedOn: "2024-10-01"
      }) { organization { id } userErrors { message } } }`,
    );
    const { organization, userErrors } = data.registerVolunteerOrganization;
    expect(userErrors).toEqual([]);
    expect(await first.terminate()).toBe(0);

    await using second = await startServer(START, ["--port", "0"], env);
    expect((await asAdministrator(second.port, count)).data).toEqual(before);
    const kept = await ask(second.port, `{ volunteerOrganization(id: "${organization.id}") { name } }`);
    expect(kept).toEqual({ data: { volunteerOrganization: { name: "望城志愿队" } } });
  });

  it("refuses to mix another sample into the same directory", async () => {
    const env = { DATA_DIR: join(directory, "data"), SAMPLE_SCALE: "0.03" };
    expect(await mistake(START, ["--port", "0"], env)).toMatch(/scale 0.02, not seed \d+, scale 0.03/);
  });
});

it("the program counts how its cache of operations is used", async () => {
  const off = "hospitals=off,volunteers=off,stations=off,talent=off";
  const env = { DATA_DIR: join(directory, "metrics") };
  await using server = await startServer(START, ["--port", "0", "--subgraphs", off], env);
  for (let times = 0; times < 3; times++) await ask(server.port, "{ __typename }");
  const metrics = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
  expect(metrics).toContain('liandong_cache_events_total{cache="operation",event="miss"} 1');
  expect(metrics).toContain('liandong_cache_events_total{cache="operation",event="hit"} 2');
});
