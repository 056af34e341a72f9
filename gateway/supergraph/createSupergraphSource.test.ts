// The gateway follows its supergraph's file: a new content serves as soon as it is loaded, requests in flight finish on
// the old one, content that cannot be served changes nothing, and a broken file does not stop a start that went well before.
import { mkdir, mkdtemp, readFile, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RefusedSupergraph } from "../planner/RefusedSupergraph.ts";
import type { WorkerPlanner } from "../planner/workerPlanner.ts";
import { createSupergraphSource, type SupergraphSourceOptions } from "./createSupergraphSource.ts";
import type { SupergraphProblem } from "./SupergraphSource.ts";

let directory: string;
let file: string;
const open: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-supergraph-"));
  file = join(directory, "supergraph.graphql");
  await writeFile(file, "one");
});
afterEach(async () => {
  for (const source of open.splice(0)) await source.close();
  await rm(directory, { recursive: true, force: true });
});

/** A source over generations that answer with their own name; content with "broken" in it is refused. */
async function follow(options: Partial<SupergraphSourceOptions<any>> = {}) {
  const events: string[] = [];
  const problems: SupergraphProblem[] = [];
  const createPlanner = async (sdl: string) => {
    if (sdl.includes("broken")) throw new RefusedSupergraph(`"${sdl}" is not a supergraph`);
    return {
      warm: async (operations: { source: string }[]) => {
        if (operations.length > 0) events.push(`warm ${sdl}: ${operations.map(({ source }) => source)}`);
      },
      close: async () => void events.push(`planner of ${sdl} closed`),
    } as unknown as WorkerPlanner;
  };
  const source = await createSupergraphSource({
    file,
    createPlanner,
    createGeneration: async (sdl) => ({
      hash: sdl,
      apiSchema: buildSchema("type Query { a: Int }"),
      execute: async (_request: { source: string }) => sdl,
      close: async () => void events.push(`${sdl} closed`),
    }),
    pollMs: 3_600_000,
    settleMs: 5,
    lingerMs: 0,
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  open.push(source);
  return {
    source,
    events,
    problems,
    served: () => source.current().execute({ source: "{ a }" }),
    change: async (content: string) => {
      await writeFile(file, content);
      await source.check();
    },
  };
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe("new content", () => {
  it("serves once it is loaded, and everyone is told in the same step", async () => {
    const { source, served, change } = await follow();
    const told: unknown[] = [];
    source.onChange((generation) => told.push([generation, source.current() === generation]));
    await change("two");
    expect(await served()).toBe("two");
    expect(told).toEqual([[source.current(), true]]);
    expect(source.statistics()).toMatchObject({ generation: 2, swaps: 1, failures: 0, origin: "file" });
  });

  it("is found by itself, however it came there", async () => {
    const { source, served } = await follow({ pollMs: 10 });
    const serves = (content: string) => expect.poll(served, { timeout: 10_000 }).toBe(content);
    await writeFile(file, "in place");
    await serves("in place");
    await writeFile(`${file}.new`, "renamed");
    await rename(`${file}.new`, file);
    await serves("renamed");
    expect(source.statistics().swaps).toBe(2);
  });

  it("is found behind symbolic links that are switched, also back to an older file", async () => {
    for (const [name, time] of [
      ["old", 1_000],
      ["new", 2_000],
    ] as const) {
      await mkdir(join(directory, name));
      await writeFile(join(directory, name, "supergraph.graphql"), name);
      await utimes(join(directory, name, "supergraph.graphql"), time, time);
    }
    const point = async (name: string) => {
      await symlink(name, join(directory, "..data.new"));
      await rename(join(directory, "..data.new"), join(directory, "..data"));
    };
    await point("new");
    await rm(file);
    await symlink(join("..data", "supergraph.graphql"), file);
    const { source, served } = await follow({ stateDirectory: join(directory, "state") });
    expect(await served()).toBe("new");
    await point("old");
    await source.check();
    expect(await served()).toBe("old");
  });

  it("is nothing new when it is the same", async () => {
    const { source, events, change } = await follow();
    await change("one");
    expect(source.statistics()).toMatchObject({ generation: 1, swaps: 0 });
    expect(events).toEqual([]);
  });

  it("is read only when nobody writes any more", async () => {
    const { source, served, problems } = await follow({ settleMs: 100 });
    const checking = (async () => {
      await writeFile(file, "broken half");
      await source.check();
    })();
    await new Promise((resolve) => setTimeout(resolve, 40));
    await writeFile(file, "whole");
    await checking;
    expect(await served()).toBe("whole");
    expect(problems).toEqual([]);
  });

  it("is warmed up with what clients use most", async () => {
    const { source, events, change } = await follow({ warmOperations: 2 });
    for (const query of ["{ rare }", "{ often }", "{ a }", "{ often }", "{ a }", "{ often }"]) {
      const { generation, release } = source.acquire();
      await generation.execute({ source: query });
      release();
    }
    await change("two");
    expect(events).toContain("warm two: { often },{ a }");
  });
});

describe("requests in flight", () => {
  it("finish on the generation they began on, which is closed after the last of them", async () => {
    const { source, events, change } = await follow();
    const [first, second] = [source.acquire(), source.acquire()];
    await change("two");
    expect(await first.generation.execute({ source: "{ a }" })).toBe("one");
    first.release();
    first.release(); // twice counts once
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(events).not.toContain("one closed");
    expect(source.statistics().live).toBe(2);
    second.release();
    await until(() => events.includes("planner of one closed"));
    expect(source.statistics().live).toBe(1);
  });

  it("lose their generation when they take longer than the drain time, and that is reported", async () => {
    const { source, events, problems, change } = await follow({ drainMs: 20 });
    source.acquire();
    await change("two");
    await until(() => events.includes("one closed"));
    expect(problems).toMatchObject([{ kind: "drain", message: expect.stringContaining("1 request") }]);
  });

  it("run on the supergraph they were validated against, even if it was replaced since", async () => {
    const { source, change } = await follow({ lingerMs: 60_000 });
    const { apiSchema } = source.current();
    await change("two");
    const run = async (schema?: typeof apiSchema) => {
      const { generation, release } = source.acquire(schema);
      const answer = await generation.execute({ source: "{ a }" });
      release();
      return answer;
    };
    expect([await run(apiSchema), await run(), await run(buildSchema("type Query { b: Int }"))]).toEqual([
      "one",
      "two",
      "two",
    ]);
  });
});

describe("content that cannot be served", () => {
  it("changes nothing and is reported once, until it is mended", async () => {
    const { source, served, problems, change } = await follow();
    await change("broken");
    await change("broken");
    expect(await served()).toBe("one");
    expect(problems).toMatchObject([
      { kind: "refused", message: expect.stringContaining('"broken" is not a supergraph') },
    ]);
    expect(source.statistics()).toMatchObject({ generation: 1, failures: 1, problem: { kind: "refused" } });
    await change("two");
    expect(await served()).toBe("two");
    expect(source.statistics().problem).toBeUndefined();
  });

  it("is reported, too, when the file is gone or its generation cannot be made", async () => {
    const made: string[] = [];
    const { source, served, events, problems, change } = await follow({
      createGeneration: async (sdl) => {
        if (sdl === "two" && made.push(sdl) < 2) throw new Error("a subgraph nobody said how to reach");
        return {
          hash: sdl,
          apiSchema: buildSchema("type Query { a: Int }"),
          execute: async () => sdl,
          close: async () => {},
        };
      },
    });
    await rm(file);
    await source.check();
    await source.check();
    expect(problems.map(({ kind }) => kind)).toEqual(["unreadable"]);
    await change("two");
    expect(problems.map(({ kind }) => kind)).toEqual(["unreadable", "failed"]);
    expect(events).toContain("planner of two closed");
    expect(await served()).toBe("one");
    await source.check(); // it may have been a passing trouble
    expect(await served()).toBe("two");
  });

  it("goes back to the content that serves without loading anything", async () => {
    const { source, change } = await follow();
    await change("broken");
    await change("one");
    expect(source.statistics()).toMatchObject({ generation: 1, swaps: 0 });
    expect(source.statistics().problem).toBeUndefined();
  });
});

describe("a start", () => {
  it("falls back on the last good copy when the file is broken, and takes the file over when it is mended", async () => {
    const before = await follow();
    await before.change("two");
    await before.source.close();
    await writeFile(file, "broken");
    const { source, served, problems, change } = await follow();
    expect(await served()).toBe("two");
    expect(source.statistics()).toMatchObject({
      generation: 1,
      origin: "lastGood",
      problem: { kind: "refused" },
    });
    expect(problems).toHaveLength(1);
    await change("three");
    expect(await served()).toBe("three");
    expect(source.statistics()).toMatchObject({ generation: 2, origin: "file" });
  });

  it("fails with the reason when there is no good copy", async () => {
    await writeFile(file, "broken");
    await expect(follow()).rejects.toThrow(/"broken" is not a supergraph/);
    await rm(file);
    await expect(follow()).rejects.toThrow(/ENOENT/);
  });

  it("keeps the last good copy where it is told, never a broken one", async () => {
    const stateDirectory = join(directory, "state");
    const { change } = await follow({ stateDirectory });
    await change("two");
    await change("broken");
    expect(await readFile(join(stateDirectory, "supergraph.graphql.last-good"), "utf8")).toBe("two");
  });

  it("goes well where no copy can be kept, saying so", async () => {
    const { served, problems } = await follow({ stateDirectory: join(file, "not-a-directory") });
    expect(await served()).toBe("one");
    expect(problems.map(({ kind }) => kind)).toEqual(["lastGood"]);
  });
});

it("a listener that throws does not keep others from the news, nor one that left", async () => {
  const { source, problems, change } = await follow();
  const told: string[] = [];
  source.onChange(() => {
    throw new Error("no");
  });
  const leave = source.onChange(() => told.push("left"));
  source.onChange(() => told.push("stayed"));
  leave();
  await change("two");
  expect(told).toEqual(["stayed"]);
  expect(problems.map(({ kind }) => kind)).toEqual(["listener"]);
});

it("closing it closes every generation, those with requests too", async () => {
  const { source, events, change } = await follow();
  source.acquire();
  await change("two");
  await source.close();
  expect(events).toEqual(
    expect.arrayContaining(["one closed", "planner of one closed", "two closed", "planner of two closed"]),
  );
  expect(source.statistics().live).toBe(0);
});
