/** A profile of a process that serves, executes, reads its store and rests: its time is told by part of the house. */
import { describe, expect, it } from "vitest";
import type { CpuProfile, ProfileNode } from "./CpuProfile.ts";
import { selfTimes } from "./selfTimes.ts";

const HOUSE = "file:///somewhere/liandong";

/** A chain of calls, each from the one before; every function took the given milliseconds itself. */
function profileOf(...calls: [functionName: string, url: string, ms: number][]): CpuProfile {
  const nodes: ProfileNode[] = calls.map(([functionName, url], id) => ({
    id,
    callFrame: { functionName, url, lineNumber: 1 },
    ...(id + 1 < calls.length ? { children: [id + 1] } : {}),
  }));
  return { nodes, samples: nodes.map(({ id }) => id), timeDeltas: calls.map(([, , ms]) => ms * 1_000) };
}

const partsOf = (profile: CpuProfile) => Object.fromEntries(selfTimes(profile).parts);

describe("self time", () => {
  it("goes to the part of the house the code stands in", () => {
    const parts = partsOf(
      profileOf(
        ["handle", `${HOUSE}/gateway/http/serveGateway.ts`, 1],
        ["runPlan", `${HOUSE}/gateway/engine/run/runPlan.ts`, 2],
        ["executeField", `${HOUSE}/node_modules/graphql/execution/execute.js`, 4],
        ["find", `${HOUSE}/subgraphs/kit/store/embedded/find.ts`, 8],
        ["test", `${HOUSE}/node_modules/mingo/dist/query.js`, 16],
      ),
    );
    expect(parts).toEqual({ front: 1, engine: 2, resolvers: 4, store: 24 });
  });

  it("of builtins goes to their caller, but JSON is a part of its own", () => {
    const parts = partsOf(
      profileOf(
        ["answer", `${HOUSE}/gateway/http/answer.ts`, 1],
        ["stringify", "", 2],
        ["writev", "", 4],
        ["constructor", "", 8],
      ),
    );
    expect(parts).toEqual({ front: 13, serialisation: 2 });
  });

  it("of buffers goes to who uses them", () => {
    const parts = partsOf(
      profileOf(["get", `${HOUSE}/node_modules/lmdb/read.js`, 1], ["subarray", "node:buffer", 2]),
    );
    expect(parts).toEqual({ store: 3 });
  });

  it("does not count rest, and names the collector", () => {
    const { busyMs, parts } = selfTimes(profileOf(["(garbage collector)", "", 3], ["(idle)", "", 90]));
    expect(busyMs).toBe(3);
    expect(parts).toEqual([["garbage collector", 3]]);
  });
});
