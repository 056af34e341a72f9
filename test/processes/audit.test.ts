// The audit trail of a running gateway, as its operators and auditors meet it: no answer leaves that is not on record, a crash
// included; it is checked, exported and tampered with by the commands; nobody but the gateway answers for it.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditRecord } from "../../gateway/policy/audit/AuditRecord.ts";
import { SUPERGRAPH_SDL } from "../support/openJoinedGraph.ts";
import { type RunningProgram, runToEnd, startServer } from "../support/programs.ts";

const START = "gateway/app/start.ts";
const AUDIT = "gateway/app/audit.ts";
const NAMES = "query Names { medicalSocialWorkers(first: 5) { nodes { name } } }";

let directory: string;
let trail: string;
const environment = () => ({
  DATA_DIR: join(directory, "data"),
  AUDIT_DIR: trail,
  SAMPLE_SCALE: "0.02",
  SUPERGRAPH: join(directory, "supergraph.graphql"),
  AUDIT_ANCHOR_FILE: join(directory, "anchors"),
});
const start = (): Promise<RunningProgram> => startServer(START, ["--port", "0"], environment());
const audit = (...args: string[]) => runToEnd(AUDIT, args, environment());

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-audited-"));
  trail = join(directory, "trail");
  // The name of a social worker is classified, whatever else is.
  const plain = "name: String @join__field(graph: TALENT)\n";
  const classified = 'name: String @join__field(graph: TALENT) @classified(level: "L2", category: "NAME")\n';
  await writeFile(join(directory, "supergraph.graphql"), SUPERGRAPH_SDL.replaceAll(plain, classified));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const post = (port: number, query: string, headers = {}) =>
  fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });

async function recorded(): Promise<AuditRecord[]> {
  const { stdout } = await audit("export");
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Asks again and again until the gateway is gone. @returns the ids of requests whose answer came */
async function askUntilItEnds(port: number, client: number): Promise<string[]> {
  const answered: string[] = [];
  for (let n = 0; ; n += 1) {
    const id = `crash-${client}-${n}`;
    try {
      const response = await post(port, NAMES, { "x-request-id": id });
      const { data } = (await response.json()) as any;
      expect(data.medicalSocialWorkers.nodes.length).toBeGreaterThan(0);
      answered.push(id);
    } catch {
      return answered;
    }
  }
}

describe("a gateway that is killed while it answers", () => {
  it("has every answer that left on record, and goes on with the same chain", async () => {
    const gateway = await start();
    const clients = Array.from({ length: 12 }, (_, n) => askUntilItEnds(gateway.port, n));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await gateway.kill();
    const answered = (await Promise.all(clients)).flat();
    expect(answered.length).toBeGreaterThan(20);

    await using again = await start();
    await post(again.port, NAMES, {
      "x-request-id": "afterwards",
      traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
    });
    const records = await recorded();
    const ids = new Set(records.map((record) => (record.kind === "access" ? record.requestId : null)));
    expect(answered.filter((id) => !ids.has(id))).toEqual([]);
    expect(records.filter(({ kind }) => kind === "start")).toMatchObject([
      { afterStop: true },
      { afterStop: false },
    ]);
    const last = records.find((record) => record.kind === "access" && record.requestId === "afterwards");
    expect(last).toMatchObject({ traceId: "a".repeat(32), operation: "Names", subjects: 5 });
    const { code, stdout } = await audit("verify");
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^whole: \d+ records.*\na gateway is writing it/),
    ]);
    expect(await again.terminate()).toBe(0);
  });
});

describe("the trail's view in the graph", () => {
  it("is the gateway's own: SUBGRAPHS cannot point it elsewhere, and /ready does not count it", async () => {
    const elsewhere = ["--subgraphs", "audit=http://127.0.0.1:9/graphql"];
    const { code, stderr } = await runToEnd(START, elsewhere, { ...environment(), PORT: "0" });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/"audit", which the gateway answers itself/)]);

    await using gateway = await start();
    const ready: any = await (await fetch(`http://127.0.0.1:${gateway.port}/ready`)).json();
    expect(Object.keys(ready.subgraphs).sort()).toEqual(["hospitals", "stations", "talent", "volunteers"]);
  });
});

describe("npm run audit", () => {
  const copied = async (tamper: (file: string) => Promise<void>) => {
    const copy = await mkdtemp(join(directory, "copy-"));
    await cp(trail, copy, { recursive: true });
    const [name = ""] = (await readdir(copy)).filter((one) => one.endsWith(".jsonl"));
    await tamper(join(copy, name));
    return copy;
  };

  it("finds what was done to a copy, and says where", async () => {
    const copy = await copied(async (file) => {
      const lines = (await readFile(file, "utf8")).split("\n");
      await rm(file);
      await writeFile(file, lines.with(3, (lines[3] ?? "").replace("visitor", "nobody")).join("\n"));
    });
    const { code, stdout } = await audit("verify", copy);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^audit-\d+\.jsonl:4: was altered/)]);
  });

  it("finds an end that was cut off by the anchors the gateway kept", async () => {
    const { stdout: head } = await audit("head");
    expect(head).toMatch(/^\d+ sha256:[0-9a-f]{64}$/m);
    const { code, stdout } = await audit("verify", "--anchors", join(directory, "anchors"));
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^whole/)]);
    const copy = await copied(async (file) => {
      const lines = (await readFile(file, "utf8")).split("\n");
      await rm(file);
      await writeFile(file, `${lines.slice(0, 4).join("\n")}\n`);
    });
    expect((await audit("verify", copy)).code).toBe(0);
    const found = await audit("verify", copy, "--anchors", join(directory, "anchors"));
    expect([found.code, found.stdout]).toEqual([1, expect.stringMatching(/its end was cut off/)]);
  });

  it("exports what is asked for, as a table too, and is itself on record", async () => {
    const { stdout } = await audit("export", "--principal", "visitor", "--format", "csv");
    const [header, first] = stdout.split("\r\n");
    expect(header).toMatch(/^sequence,time,kind,principal,/);
    expect(first).toMatch(/,access,visitor,/);
    expect((await audit("export", "--from", "2099-01-01")).stdout).toBe("");
    const kinds = (await recorded()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "verify")).toHaveLength(2);
    expect(kinds.filter((kind) => kind === "export").length).toBeGreaterThan(2);
  });

  it.each([
    [["--help"], 0, /verify \[DIR\]/],
    [["look"], 1, /there is no command "look"/],
    [["verify", "/nowhere/at/all"], 1, /there is no audit trail in "\/nowhere\/at\/all"/],
    [["export", "--from", "yesterday"], 1, /--from must be a time such as/],
    [["export", "--format", "xml"], 1, /--format must be jsonl or csv/],
    [["export", "--colour", "red"], 1, /--colour.*--help/],
  ])("%j answers with %i and what to do", async (args, code, message) => {
    const ended = await audit(...args);
    expect([ended.code, ended.stdout + ended.stderr]).toEqual([code, expect.stringMatching(message)]);
  });
});

describe("in production", () => {
  it.each([
    [{ AUDIT: "off" }, /AUDIT may not be off in production/],
    [{ AUDIT_RETENTION_DAYS: "90" }, /AUDIT_RETENTION_DAYS must be at least 184/],
  ])("%j stops the start", async (settings, message) => {
    const env = { ...environment(), MODE: "production", PORT: "0", ...settings };
    const { code, stderr } = await runToEnd(START, [], env);
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
  });
});
