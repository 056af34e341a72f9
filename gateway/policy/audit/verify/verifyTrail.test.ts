// Nothing can be done to a trail that a check does not find: any edit, removal, insertion, change of order, any missing or
// swapped segment. What is cut off the end is found by a head kept elsewhere.
import { cp, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditRecord } from "../AuditRecord.ts";
import { sealRecord } from "../chain/sealRecord.ts";
import { accessBy, openTestTrail, testDirectory } from "../testing/openTestTrail.ts";
import { type VerifyOptions, verifyTrail } from "./verifyTrail.ts";

let directory: string;
let original: string;
let head: string;
let names: string[];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-verify-"));
  original = join(directory, "original");
  const { trail, close } = await openTestTrail({ directory: original, maxSegmentBytes: 4_000 });
  for (let n = 0; n < 24; n += 1) await trail.append(accessBy(`user:${n}`, { unit: n % 2 ? "单位" : null }));
  await close();
  names = (await readdir(original)).filter((name) => name.endsWith(".jsonl")).sort();
  head = (await verifyTrail(original)).head.hash;
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A copy of the trail, something done to it, and what the check says then. */
async function tampered(act: (path: string) => Promise<unknown>, options: VerifyOptions = {}) {
  await using copy = await testDirectory();
  await cp(original, copy.path, { recursive: true });
  await act(copy.path);
  return (await verifyTrail(copy.path, options)).findings;
}

/** Changes the lines of one segment. */
const editing = (at: number, edit: (lines: string[]) => string[]) => async (path: string) => {
  const file = join(path, names[at] ?? "");
  const lines = (await readFile(file, "utf8")).split("\n").slice(0, -1);
  await rm(file);
  await writeFile(
    file,
    edit(lines)
      .map((line) => `${line}\n`)
      .join(""),
  );
};

it("a trail nobody touched is whole, and its head is known", async () => {
  expect(names.length).toBeGreaterThan(4);
  const checked = await verifyTrail(original, { head });
  expect(checked).toMatchObject({ findings: [], first: 1, endsWithStop: true, hasWriter: false });
  expect(checked.records).toBe(checked.head.sequence);
});

describe("is found, with its place:", () => {
  it.each<[string, (lines: string[]) => string[], number, RegExp]>([
    [
      "another name",
      (lines) => lines.with(2, (lines[2] ?? "").replace(/user:\d+/, "user:x")),
      3,
      /was altered/,
    ],
    ["white space", (lines) => lines.with(2, (lines[2] ?? "").replace(",", ", ")), 3, /was altered/],
    ["a line that is no record", (lines) => lines.toSpliced(2, 0, "{}"), 3, /is not a record/],
    ["an empty line", (lines) => lines.toSpliced(2, 0, ""), 3, /is not a record/],
    ["a missing line", (lines) => lines.toSpliced(2, 1), 3, /missing before it/],
    ["missing lines", (lines) => lines.toSpliced(1, 2), 2, /records \d+ to \d+ are missing/],
    [
      "a line there twice",
      (lines) => lines.toSpliced(3, 0, lines[2] ?? ""),
      4,
      /out of order, or there twice/,
    ],
    [
      "two lines swapped",
      (lines) => lines.with(2, lines[3] ?? "").with(3, lines[2] ?? ""),
      3,
      /missing before it/,
    ],
  ])("%s", async (_, edit, line, what) => {
    const [first] = await tampered(editing(1, edit));
    expect(first).toEqual({ file: names[1], line, what: expect.stringMatching(what) });
  });

  it("a record put in another's place, hash and all", async () => {
    const forge = (lines: string[]) => {
      const { hash, ...record } = JSON.parse(lines[2] ?? "") as AuditRecord;
      const forged = sealRecord({ kind: "stop" }, record, "sha256");
      return lines.with(2, forged.line.trimEnd());
    };
    const [first] = await tampered(editing(1, forge));
    expect(first).toMatchObject({ file: names[1], line: 4, what: expect.stringMatching(/does not follow/) });
  });

  it("a segment that is missing", async () => {
    const found = await tampered((path) => rm(join(path, names[2] ?? "")));
    expect(found).toMatchObject([{ file: names[3], line: 1, what: expect.stringMatching(/are missing/) }]);
  });

  it("the first segment missing, though none was removed for its age", async () => {
    const found = await tampered((path) => rm(join(path, names[0] ?? "")));
    expect(found).toMatchObject([{ file: names[1], what: expect.stringMatching(/no record says/) }]);
  });

  it("two segments that changed places", async () => {
    const found = await tampered(async (path) => {
      const [one, other] = [join(path, names[1] ?? ""), join(path, names[2] ?? "")];
      await rename(one, `${one}.x`);
      await rename(other, one);
      await rename(`${one}.x`, other);
    });
    expect(found[0]).toMatchObject({ file: names[1], line: 1, what: expect.stringMatching(/its name says/) });
  });

  it("a segment in the middle that was emptied, or cut short", async () => {
    const file = (path: string) => join(path, names[2] ?? "");
    const emptied = await tampered((path) => truncate(file(path), 0));
    expect(emptied[0]).toMatchObject({ file: names[2], what: "is empty" });
    const cut = await tampered((path) => truncate(file(path), 700));
    expect(cut[0]).toMatchObject({ file: names[2], what: expect.stringMatching(/ends within a record/) });
  });

  it("an end that was cut off, by a head or an anchor kept elsewhere", async () => {
    const cut = editing(names.length - 1, (lines) => lines.slice(0, -1));
    expect(await tampered(cut)).toEqual([]);
    expect(await tampered(cut, { head })).toMatchObject([{ what: expect.stringMatching(/end was cut off/) }]);
    const { sequence } = (await verifyTrail(original)).head;
    const anchors = new Map([[sequence, head]]);
    expect(await tampered(cut, { anchors })).toMatchObject([
      { what: expect.stringMatching(/end was cut off/) },
    ]);
  });

  it("a whole other trail in its place, by an anchor", async () => {
    const anchors = new Map([[3, `sha256:${"0".repeat(64)}`]]);
    expect(await tampered(async () => {}, { anchors })).toMatchObject([
      { line: 3, what: expect.stringMatching(/anchored/) },
    ]);
  });

  it("no trail at all", async () => {
    const found = await tampered(async (path) => {
      for (const name of names) await rm(join(path, name));
    });
    expect(found).toMatchObject([{ what: "there is no trail here" }]);
  });
});

describe("any single", () => {
  const nth = fc.nat().map((n) => n % 10_000);
  const property = (act: (path: string, at: number, other: number) => Promise<boolean | undefined>) =>
    fc.assert(
      fc.asyncProperty(nth, nth, async (at, other) => {
        let isChanged = true;
        const found = await tampered(
          async (path) => {
            isChanged = (await act(path, at, other)) ?? true;
          },
          { head },
        );
        expect(found.length > 0).toBe(isChanged);
      }),
      { numRuns: 80 },
    );
  const inLines = (edit: (lines: string[], at: number, other: number) => string[]) =>
    property(async (path, at, other) => {
      let isChanged = false;
      await editing(at % names.length, (lines) => {
        const edited = edit(lines, other % lines.length, at % lines.length);
        isChanged = edited.join("\n") !== lines.join("\n");
        return edited;
      })(path);
      return isChanged;
    });

  it("byte that is changed", () =>
    property(async (path, at, other) => {
      const file = join(path, names[at % names.length] ?? "");
      const bytes = await readFile(file);
      const place = (at * 31 + other * 7) % bytes.length;
      bytes[place] = ((bytes[place] ?? 0) + 1 + (other % 255)) % 256;
      await rm(file);
      await writeFile(file, bytes);
      return true;
    }));
  it("byte that is taken away", () =>
    property(async (path, at, other) => {
      const file = join(path, names[at % names.length] ?? "");
      const bytes = await readFile(file);
      const place = (at * 31 + other * 7) % bytes.length;
      await rm(file);
      await writeFile(file, Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)]));
      return true;
    }));
  it("line that is removed", () => inLines((lines, at) => lines.toSpliced(at, 1)));
  it("line that is inserted", () =>
    inLines((lines, at, other) => lines.toSpliced(at, 0, lines[other] ?? "")));
  it("pair of lines that is swapped", () =>
    inLines((lines, at, other) => lines.with(at, lines[other] ?? "").with(other, lines[at] ?? "")));
});
