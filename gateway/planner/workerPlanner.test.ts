// Planning happens in a thread of its own: plans are the planner's, a supergraph that cannot be served is refused with
// the reason, and a thread that dies, hangs or drowns takes nobody else's operation with it.
import { Worker } from "node:worker_threads";
import { parse, printSchema } from "graphql";
import { afterEach, describe, expect, it } from "vitest";
import { composeSupergraph } from "../supergraph/composeSupergraph.ts";
import { createLocalPlanner } from "./createLocalPlanner.ts";
import { createWorkerPlanner, type WorkerPlannerOptions } from "./workerPlanner.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])`;
const composed = composeSupergraph([
  {
    name: "people",
    url: "http://people.example/graphql",
    typeDefs: parse(
      `${LINK} interface Visited @inaccessible { id: ID! } type Query { person(id: ID!): Person people: [Person!] } type Person implements Visited @key(fields: "id") { id: ID! name: String secret: Int @inaccessible }`,
    ),
  },
  {
    name: "visits",
    url: "http://visits.example/graphql",
    typeDefs: parse(
      `${LINK} type Query { visits: Int } type Person @key(fields: "id") { id: ID! visits: Int }`,
    ),
  },
]);
if ("errors" in composed) throw new Error(composed.errors.join());
const { sdl } = composed;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const planner of open.splice(0)) await planner.close();
});

async function openPlanner(options: WorkerPlannerOptions = {}, supergraphSdl = sdl) {
  const planner = await createWorkerPlanner(supergraphSdl, options);
  open.push(planner);
  return planner;
}

const OPERATION = { source: "query Q($id: ID!) { person(id: $id) { name visits } }" };

describe("a supergraph in a thread", () => {
  it("plans as the planner does in this thread", async () => {
    const [there, here] = [await openPlanner(), createLocalPlanner(sdl)];
    const two = { source: "query A { visits } query B { people { visits } }", operationName: "B" };
    for (const operation of [OPERATION, two]) {
      expect(await there.plan(operation)).toEqual(JSON.parse(JSON.stringify(await here.plan(operation))));
    }
  });

  it("tells what clients see and where subgraphs are", async () => {
    const [there, here] = [await openPlanner(), createLocalPlanner(sdl)];
    expect(printSchema(there.apiSchema)).toBe(printSchema(here.apiSchema));
    expect(printSchema(there.apiSchema)).not.toContain("secret");
    expect(there.possibleTypes).toEqual({ Visited: ["Person"] });
    expect(Object.fromEntries(there.subgraphs)).toEqual({
      people: "http://people.example/graphql",
      visits: "http://visits.example/graphql",
    });
  });

  it.each([
    ["text that is no GraphQL", "type {", /Syntax Error/],
    ["a schema that is no supergraph", "type Query { a: Int }", /supergraph|core/i],
    ["a supergraph of a feature nobody knows", sdl.replace("join/v0.5", "join/v9.9"), /join|version/i],
    [
      "a supergraph whose subgraphs would be invalid",
      sdl.replace(/interface Visited[^{]*\{/, "$& extra: Int"),
      /extra/,
    ],
    ["a supergraph without a root", sdl.replaceAll(/^type Query[^}]*}/gm, ""), /Query/],
  ])("refuses %s, saying why", async (_, broken, reason) => {
    await expect(createWorkerPlanner(broken)).rejects.toMatchObject({
      name: "RefusedSupergraph",
      message: expect.stringMatching(reason),
    });
  });

  it("says when an operation cannot be planned, and goes on", async () => {
    const planner = await openPlanner();
    await expect(planner.plan({ source: "{ nothing }" })).rejects.toMatchObject({ reason: "IMPOSSIBLE" });
    expect(await planner.plan(OPERATION)).toMatchObject({ kind: "QueryPlan" });
  });

  it("plans the operations of another supergraph ahead as far as it can run them", async () => {
    const planner = await openPlanner();
    expect(await planner.warm([OPERATION, { source: "{ gone }" }, { source: "not GraphQL" }])).toBe(1);
    expect(await planner.plan(OPERATION)).toMatchObject({ kind: "QueryPlan", node: { kind: "Sequence" } });
  });

  it("plans nothing once it is closed", async () => {
    const planner = await openPlanner();
    const late = planner.plan(OPERATION);
    await Promise.all([planner.close(), expect(late).rejects.toMatchObject({ reason: "CLOSED" })]);
    await expect(planner.plan(OPERATION)).rejects.toMatchObject({ reason: "CLOSED" });
  });
});

/** A thread that plans by this expression (of `source`, the operation); `undefined` for no answer at all. */
const threadThat = (expression: string) => () =>
  new Worker(
    `const { parentPort } = require("node:worker_threads");
     parentPort.postMessage({ kind: "ready", apiSchema: { directives: [], chunks: [] }, subgraphs: new Map() });
     parentPort.on("message", ({ id, source }) => {
       const plan = ${expression};
       if (plan !== undefined) parentPort.postMessage({ kind: "planned", id, plan: JSON.stringify(plan) });
     });`,
    { eval: true },
  );

describe("a thread that fails", () => {
  const ops = (...sources: string[]) => sources.map((source) => ({ source }));
  const outcomes = async (plans: Promise<unknown>[]) =>
    (await Promise.allSettled(plans)).map((one) =>
      one.status === "fulfilled" ? one.value : one.reason.reason,
    );

  it("is replaced; what it was at is tried once more, what waited is planned", async () => {
    const crashes: unknown[] = [];
    const planner = await openPlanner({
      createThread: threadThat(`source === "deadly" ? process.exit(3) : source`),
      onCrash: (cause) => crashes.push(cause),
    });
    const plans = ops("a", "deadly", "b", "c").map((one) => planner.plan(one));
    expect(await outcomes(plans)).toEqual(["a", "CRASHED", "b", "c"]);
    expect(crashes).toHaveLength(2);
    expect(await outcomes([planner.plan({ source: "deadly" })])).toEqual(["CRASHED"]);
    expect(crashes).toHaveLength(2); // it is not tried again for a while
  });

  it("plans an operation that met a crash by chance", async () => {
    const threads: Worker[] = [];
    const createThread = () => {
      const thread = threadThat(threads.length === 0 ? "undefined" : "source")();
      threads.push(thread);
      return thread;
    };
    const planner = await openPlanner({ createThread });
    const plan = planner.plan({ source: "a" });
    await threads[0]?.terminate();
    expect(await plan).toBe("a");
  });

  it("is replaced when it is stuck, at the cost of the one operation it is stuck at", async () => {
    const planner = await openPlanner({
      createThread: threadThat(`(() => { while (source === "endless"); return source; })()`),
      planTimeoutMs: 300,
    });
    const plans = ops("a", "endless", "b").map((one) => planner.plan(one));
    expect(await outcomes(plans)).toEqual(["a", "TIMEOUT", "b"]);
  });

  it("is replaced when it runs out of memory", async () => {
    const planner = await openPlanner({
      createThread: (_, maxHeapMiB) =>
        new Worker(
          `const { parentPort } = require("node:worker_threads");
           parentPort.postMessage({ kind: "ready", apiSchema: { directives: [], chunks: [] }, subgraphs: new Map() });
           parentPort.on("message", ({ id, source }) => {
             for (const kept = []; source === "huge"; ) kept.push(new Array(10_000).fill({}));
             parentPort.postMessage({ kind: "planned", id, plan: "1" });
           });`,
          { eval: true, resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB } },
        ),
      maxHeapMiB: 32,
    });
    expect(await outcomes(ops("huge", "b").map((one) => planner.plan(one)))).toEqual(["CRASHED", 1]);
  });

  it("takes no more than it may", async () => {
    const planner = await openPlanner({ createThread: threadThat("undefined"), maxQueued: 2 });
    const plans = ops("a", "b", "c").map((one) => planner.plan(one));
    await expect(plans[2]).rejects.toMatchObject({ reason: "OVERLOADED" });
    void planner.close();
    expect(await outcomes(plans)).toEqual(["CLOSED", "CLOSED", "OVERLOADED"]);
  });

  it("plans the same operation once however often it is asked for at the same time", async () => {
    const planner = await openPlanner({ createThread: threadThat("source"), maxQueued: 1 });
    const plans = ops("a", "a", "a").map((one) => planner.plan(one));
    expect(await outcomes(plans)).toEqual(["a", "a", "a"]);
  });

  it("fails the start when it never comes up", async () => {
    const silent = () => new Worker("setInterval(() => {}, 1000)", { eval: true });
    await expect(createWorkerPlanner(sdl, { createThread: silent, startTimeoutMs: 200 })).rejects.toThrow(
      /did not start in time/,
    );
  });
});
