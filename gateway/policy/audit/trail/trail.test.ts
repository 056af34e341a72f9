// The trail's writer: what was acknowledged is on disk and chained; what could not be written is refused, and it recovers;
// segments follow one another; a crash's remains are cut off and named; each directory has one writer.
import { appendFile, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { StartError } from "../../../../subgraphs/kit/server/settings.ts";
import type { AuditRecord } from "../AuditRecord.ts";
import { readForward } from "../read/readForward.ts";
import { accessBy, openTestTrail, testDirectory } from "../testing/openTestTrail.ts";
import { verifyTrail } from "../verify/verifyTrail.ts";
import { AuditUnavailable } from "./AuditUnavailable.ts";
import { type WriteDurably, writeDurably } from "./SegmentWriter.ts";

/** Everything that is on disk now, as records. */
async function onDisk(directory: string): Promise<AuditRecord[]> {
  const found: AuditRecord[] = [];
  for await (const { record } of readForward(directory, {})) if (record) found.push(record);
  return found;
}
const kinds = async (directory: string) => (await onDisk(directory)).map(({ kind }) => kind);
const findings = async (directory: string) => (await verifyTrail(directory)).findings;
const segmentsIn = async (directory: string) =>
  (await readdir(directory)).filter((name) => name.endsWith(".jsonl")).sort();

/** A disk that can be full, slow, or half written. */
function faultyDisk() {
  const disk = {
    fault: null as NodeJS.ErrnoException | null,
    /** Bytes that still get through when it fails. */
    through: 0,
    writes: 0,
    write: (async (file, bytes, at) => {
      disk.writes += 1;
      if (!disk.fault) return writeDurably(file, bytes, at);
      if (disk.through > 0) await file.write(bytes, 0, disk.through, at);
      throw disk.fault;
    }) satisfies WriteDurably,
  };
  return disk;
}
const noSpace = () => Object.assign(new Error("no space left"), { code: "ENOSPC" });

describe("a record", () => {
  it("is on disk, chained to the one before, when it is acknowledged", async () => {
    await using test = await openTestTrail({ now: () => new Date("2026-11-24T08:00:00Z") });
    await test.trail.append(accessBy("user:a"));
    const [start, access] = await onDisk(test.directory);
    expect(start).toMatchObject({ kind: "start", sequence: 1, previous: "none", afterStop: true });
    expect(access).toMatchObject({
      ...accessBy("user:a"),
      sequence: 2,
      previous: start?.hash,
      time: "2026-11-24T08:00:00.000Z",
      gateway: test.trail.gateway,
    });
    expect(test.trail.head).toEqual({ sequence: 2, hash: access?.hash });
  });

  it("shares its write with all that come while another is written", async () => {
    const disk = faultyDisk();
    await using test = await openTestTrail({ write: disk.write });
    disk.writes = 0;
    await Promise.all(Array.from({ length: 400 }, (_, n) => test.trail.append(accessBy(`user:${n}`))));
    expect(disk.writes).toBeLessThan(4);
    expect(await onDisk(test.directory)).toHaveLength(401);
  });

  it("may be hashed by SM3, in a chain begun with SHA-256", async () => {
    await using directory = await testDirectory();
    await (await openTestTrail({ directory: directory.path })).close();
    await using test = await openTestTrail({ directory: directory.path, algorithm: "sm3" });
    expect((await onDisk(test.directory)).map(({ hash }) => hash.split(":")[0])).toEqual([
      "sha256",
      "sha256",
      "sm3",
    ]);
    expect(await findings(test.directory)).toEqual([]);
  });

  it("is for the owner's eyes only", async () => {
    await using test = await openTestTrail();
    const [name = ""] = await segmentsIn(test.directory);
    expect((await stat(join(test.directory, name))).mode & 0o777).toBe(0o600);
  });
});

describe("a disk that cannot be written", () => {
  it("refuses records until it can, leaves none behind that was refused, and says how many there were", async () => {
    const disk = faultyDisk();
    const onProblem = vi.fn();
    await using test = await openTestTrail({ write: disk.write, retryMs: 20, onProblem });
    await test.trail.append(accessBy("user:before"));
    disk.fault = noSpace();
    disk.through = 100;
    await expect(test.trail.append(accessBy("user:refused"))).rejects.toBeInstanceOf(AuditUnavailable);
    expect(test.trail.isWritable).toBe(false);
    await expect(test.trail.append(accessBy("user:refused"))).rejects.toBeInstanceOf(AuditUnavailable);
    disk.fault = null;
    await vi.waitUntil(() => test.trail.isWritable);
    await test.trail.append(accessBy("user:after"));

    expect(await onDisk(test.directory)).toMatchObject([
      { kind: "start" },
      { principal: "user:before" },
      { kind: "recovery", refused: 2 },
      { principal: "user:after" },
    ]);
    expect(await findings(test.directory)).toEqual([]);
    expect(onProblem).toHaveBeenCalledTimes(2);
  });

  it("refuses more records than may wait", async () => {
    let letGo = () => {};
    const slow: WriteDurably = async (file, bytes, at) => {
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      return writeDurably(file, bytes, at);
    };
    const disk = { write: writeDurably as WriteDurably };
    await using test = await openTestTrail({ maxWaiting: 3, write: (...args) => disk.write(...args) });
    disk.write = slow;
    const written = [test.trail.append(accessBy("user:0"))];
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const n of [1, 2, 3]) written.push(test.trail.append(accessBy(`user:${n}`)));
    await expect(test.trail.append(accessBy("user:4"))).rejects.toBeInstanceOf(AuditUnavailable);
    disk.write = writeDurably;
    letGo();
    await Promise.all(written);
    expect(await onDisk(test.directory)).toHaveLength(5);
  });

  it("is not written on where somebody else wrote in between", async () => {
    await using test = await openTestTrail();
    const [name = ""] = await segmentsIn(test.directory);
    await appendFile(join(test.directory, name), "a stranger's line\n");
    await expect(test.trail.append(accessBy("user:a"))).rejects.toBeInstanceOf(AuditUnavailable);
  });
});

describe("segments", () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n, 12));

  it("follow one another by size, the closed ones read-only, the chain unbroken", async () => {
    await using test = await openTestTrail({ maxSegmentBytes: 2_000 });
    for (let n = 0; n < 20; n += 1) await test.trail.append(accessBy(`user:${n}`));
    const names = await segmentsIn(test.directory);
    expect(names.length).toBeGreaterThan(3);
    const modes = await Promise.all(names.map(async (name) => (await stat(join(test.directory, name))).mode));
    expect(modes.slice(0, -1).every((mode) => (mode & 0o777) === 0o400)).toBe(true);
    expect(await findings(test.directory)).toEqual([]);
  });

  it("follow one another by day", async () => {
    let now = day(1);
    await using test = await openTestTrail({ now: () => now });
    await test.trail.append(accessBy("user:a"));
    now = day(2);
    await test.trail.append(accessBy("user:b"));
    expect(await segmentsIn(test.directory)).toHaveLength(2);
    expect(await kinds(test.directory)).toEqual(["start", "access", "rotation", "access"]);
  });

  it("are removed whole when all in them is older than the retention, and the rest is still a whole chain", async () => {
    let now = day(1);
    await using test = await openTestTrail({ now: () => now, retentionDays: 10 });
    for (const n of [1, 2, 3, 12, 14]) {
      now = day(n);
      await test.trail.append(accessBy(`user:${n}`));
    }
    await vi.waitUntil(async () => (await segmentsIn(test.directory)).length === 3);
    const kept = await onDisk(test.directory);
    expect(kept[0]?.sequence).toBeGreaterThan(1);
    const principals = kept.flatMap((record) => (record.kind === "access" ? record.principal : []));
    expect(principals).toEqual(["user:3", "user:12", "user:14"]);
    expect(await findings(test.directory)).toEqual([]);
  });

  it("remember across rotations when the trail was last found whole", async () => {
    await using directory = await testDirectory();
    let now = day(1);
    const open = () => openTestTrail({ directory: directory.path, now: () => now });
    const first = await open();
    await first.trail.append({ kind: "verify", principal: "os:a", whole: true, records: 1, head: "" });
    now = day(2);
    await first.trail.append(accessBy("user:a"));
    await first.close();
    await using second = await open();
    expect(second.trail.verifiedAt).toBe(day(1).toISOString());
  });
});

describe("after a crash", () => {
  /** A trail as a crash leaves it: without an end, `tail` behind its last record. */
  async function crashed(path: string, tail: string) {
    const { trail, close } = await openTestTrail({ directory: path });
    await trail.append(accessBy("user:acknowledged"));
    const [name = ""] = await segmentsIn(path);
    const content = await readFile(join(path, name));
    await close();
    await writeFile(join(path, name), Buffer.concat([content, Buffer.from(tail)]));
    return join(path, name);
  }

  it("goes on with the chain, and says that its writer did not end in order", async () => {
    await using directory = await testDirectory();
    await crashed(directory.path, "");
    await using test = await openTestTrail({ directory: directory.path });
    expect(await onDisk(test.directory)).toMatchObject([
      { kind: "start", afterStop: true },
      { principal: "user:acknowledged" },
      { kind: "start", afterStop: false },
    ]);
  });

  it("cuts off part of a record nobody was told of, and says so", async () => {
    await using directory = await testDirectory();
    await crashed(directory.path, '{"agency":"hos');
    expect(await findings(directory.path)).toMatchObject([{ line: 3, what: /ends within a record/ }]);
    await using test = await openTestTrail({ directory: directory.path });
    expect(await kinds(test.directory)).toEqual(["start", "access", "repair", "start"]);
    expect((await onDisk(test.directory))[2]).toMatchObject({ bytes: 14 });
    expect(await findings(test.directory)).toEqual([]);
  });

  it("removes a segment that was made, but has no record yet", async () => {
    await using directory = await testDirectory();
    await crashed(directory.path, "");
    await writeFile(join(directory.path, "audit-0000000000000003.jsonl"), "");
    await using test = await openTestTrail({ directory: directory.path });
    expect(await segmentsIn(test.directory)).toHaveLength(1);
    expect(await findings(test.directory)).toEqual([]);
  });

  it("does not start on a segment that was altered: that is evidence", async () => {
    await using directory = await testDirectory();
    const file = await crashed(directory.path, "");
    await writeFile(file, (await readFile(file, "utf8")).replace("user:acknowledged", "user:innocent"));
    const opened = openTestTrail({ directory: directory.path });
    await expect(opened).rejects.toThrow(/was altered.*npm run audit -- verify/);
    await expect(opened).rejects.toBeInstanceOf(StartError);
  });
});

describe("a directory", () => {
  it("has one writer at a time", async () => {
    await using test = await openTestTrail();
    const second = openTestTrail({ directory: test.directory });
    await expect(second).rejects.toThrow(/another gateway.*AUDIT_DIR/);
    await expect(second).rejects.toBeInstanceOf(StartError);
  });

  it("is taken over from a writer whose process has ended", async () => {
    await using directory = await testDirectory();
    const { hostname } = await import("node:os");
    const lock = { host: hostname(), pid: process.pid, began: "an earlier process of this number" };
    await writeFile(join(directory.path, "writer.lock"), JSON.stringify(lock));
    await using test = await openTestTrail({ directory: directory.path });
    expect(await kinds(test.directory)).toEqual(["start"]);
  });

  it("that is none is a mistake of who starts the gateway", async () => {
    await using directory = await testDirectory();
    await writeFile(join(directory.path, "file"), "");
    const opened = openTestTrail({ directory: join(directory.path, "file", "audit") });
    await expect(opened).rejects.toThrow(/AUDIT_DIR.*cannot be written \(ENOTDIR\)/);
  });
});
