// The supergraph is replaced a hundred times under load: no request fails, every answer is right for one of the two
// supergraphs and never a mixture, acts happen once each, and nothing of the replaced generations stays in memory.
// Every tenth generation plans in a thread of its own, as in service; with SWAP_THREADS=all every one does, which takes
// a minute or more. The others plan here, which is quicker for so small a supergraph.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import pino from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createEngine } from "../../gateway/engine/createEngine.ts";
import { createGeneration } from "../../gateway/engine/createGeneration.ts";
import { createApolloServer } from "../../gateway/http/createApolloServer.ts";
import { createLocalPlanner } from "../../gateway/planner/createLocalPlanner.ts";
import { createWorkerPlanner, type WorkerPlanner } from "../../gateway/planner/workerPlanner.ts";
import { composeSupergraph } from "../../gateway/supergraph/composeSupergraph.ts";
import { createSupergraphSource } from "../../gateway/supergraph/createSupergraphSource.ts";
import type { SupergraphProblem } from "../../gateway/supergraph/SupergraphSource.ts";
import { inProcessTransport } from "../../gateway/transport/inProcessTransport.ts";
import type { SubgraphTransport } from "../../gateway/transport/SubgraphTransport.ts";

const SWAPS = 100;
const THREAD_EVERY = process.env.SWAP_THREADS === "all" ? 1 : 10;
const CLIENTS = 6;
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;

const PEOPLE = `${LINK}
  type Query { people: [Person!]! }
  type Mutation { greet: Int! }
  type Person @key(fields: "id") { id: ID! name: String! }`;

/** The agency that knows where people come from: the east's in one supergraph, the west's in the other. */
const originOf = (side: Side) => `${LINK}
  type Person @key(fields: "id") { id: ID! origin: String! only${side}: Int! }`;

type Side = "East" | "West";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isOne = (id: string) => ({ __typename: "Person", id, name: `name ${id}` });

let greetings = 0;
const resolvers = {
  people: {
    Query: { people: () => ["1", "2", "3"].map(isOne) },
    Mutation: {
      greet: async () => {
        greetings += 1;
        await pause(40); // long enough to outlive a swap now and then
        return greetings;
      },
    },
  },
  origin: (side: Side) => ({
    Person: {
      origin: async () => {
        await pause(3);
        return side;
      },
      [`only${side}`]: () => 1,
    },
  }),
};

function transportOf(name: string, sdl: string, own: object): SubgraphTransport {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: own as any }]);
  return inProcessTransport({
    name,
    schema,
    createContext: () => ({}),
    ping: async () => {},
    close: async () => {},
  });
}

const transports = new Map([
  ["people", transportOf("people", PEOPLE, resolvers.people)],
  ["east", transportOf("east", originOf("East"), resolvers.origin("East"))],
  ["west", transportOf("west", originOf("West"), resolvers.origin("West"))],
]);

function supergraph(side: Side): string {
  const composed = composeSupergraph([
    { name: "people", url: "", typeDefs: parse(PEOPLE) },
    { name: side.toLowerCase(), url: "", typeDefs: parse(originOf(side)) },
  ]);
  if ("errors" in composed) throw new Error(composed.errors.join("\n"));
  return composed.sdl;
}
const SUPERGRAPHS = { East: supergraph("East"), West: supergraph("West") };

let directory: string;
let closers: (() => Promise<unknown>)[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-hot-swap-"));
  closers = [() => rm(directory, { recursive: true, force: true })];
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

/** Plans in this thread, which for so small a supergraph is quicker than to start another. */
const planHere = async (sdl: string): Promise<WorkerPlanner> => ({
  ...createLocalPlanner(sdl),
  warm: async () => 0,
});

interface GatewayOptions {
  /** Every how many generations one plans in a thread of its own; the others plan in this one. */
  threadEvery?: number;
  beforeExecution?: () => Promise<void>;
}

/** The gateway on a supergraph file; every generation it makes is on record, but not held. */
async function openGateway({ threadEvery = 1, beforeExecution = async () => {} }: GatewayOptions = {}) {
  const file = join(directory, "supergraph.graphql");
  await writeFile(file, SUPERGRAPHS.East);
  const problems: SupergraphProblem[] = [];
  const made: WeakRef<object>[] = [];
  const source = await createSupergraphSource({
    file,
    createGeneration: async (supergraphSdl, planner) => {
      const generation = await createGeneration({ supergraphSdl, planner, transports });
      made.push(new WeakRef(generation), new WeakRef(generation.apiSchema), new WeakRef(planner));
      return generation;
    },
    createPlanner: (sdl) =>
      (made.length / 3) % threadEvery === 0 ? createWorkerPlanner(sdl) : planHere(sdl),
    onProblem: (problem) => problems.push(problem),
    pollMs: 3_600_000,
    settleMs: 2,
    lingerMs: 200,
  });
  const apollo = createApolloServer(createEngine(source), pino({ level: "silent" }));
  apollo.addPlugin({ requestDidStart: async () => ({ didResolveOperation: beforeExecution }) });
  await apollo.start();
  closers.push(
    () => source.close(),
    () => apollo.stop(),
  );
  return {
    source,
    problems,
    made,
    swapTo: async (side: Side) => {
      await writeFile(file, SUPERGRAPHS[side]);
      await source.check();
    },
    async ask(query: string): Promise<any> {
      const { body } = await apollo.executeOperation({ query });
      return body.kind === "single" ? JSON.parse(JSON.stringify(body.singleResult)) : undefined;
    },
  };
}

const people = (origin: Side) => ({
  data: { people: ["1", "2", "3"].map((id) => ({ name: `name ${id}`, origin })) },
});

it(`${SWAPS} swaps under load`, { timeout: 300_000 }, async () => {
  const { source, problems, made, swapTo, ask } = await openGateway({ threadEvery: THREAD_EVERY });
  const wrong: unknown[] = [];
  const seen = new Map<string, number>();
  let greeted = 0;
  let isLoaded = true;
  greetings = 0;

  const client = async (number: number) => {
    for (let turn = 1; isLoaded; turn += 1) {
      if (number === 0) {
        const { data, errors } = await ask("mutation { greet }");
        if (errors || typeof data.greet !== "number") wrong.push({ data, errors });
        else greeted += 1;
        continue;
      }
      // Most operations are known and warmed up; some are new and are planned while the swap goes on.
      const name = turn % 20 === 0 ? `New${number}x${turn}` : `Known${number}`;
      const answer = await ask(`query ${name} { people { name origin } }`);
      const origin = answer.data?.people?.[0]?.origin;
      if (JSON.stringify(answer) === JSON.stringify(people(origin)))
        seen.set(origin, (seen.get(origin) ?? 0) + 1);
      else wrong.push(answer);
      await pause(2);
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
  for (let swap = 1; swap <= SWAPS; swap += 1) await swapTo(swap % 2 === 1 ? "West" : "East");
  isLoaded = false;
  await Promise.all(clients);

  expect(wrong).toEqual([]);
  expect(problems).toEqual([]);
  expect(source.statistics()).toMatchObject({ generation: SWAPS + 1, swaps: SWAPS, failures: 0 });
  expect([...seen.keys()].sort()).toEqual(["East", "West"]);
  expect(greetings).toBe(greeted);
  expect(greeted).toBeGreaterThan(0);

  await expect.poll(() => source.statistics().live, { timeout: 20_000 }).toBe(1);
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const alive = () => {
    collectGarbage();
    return made.filter((one) => one.deref() !== undefined).length;
  };
  // What serves now, and the first schema, which Apollo Server's start may still hold.
  await expect.poll(alive, { timeout: 20_000 }).toBeLessThanOrEqual(4);
});

it("a request validated just before a swap runs on the supergraph it was validated against", async () => {
  let swap: (() => Promise<void>) | undefined;
  const { swapTo, ask } = await openGateway({ beforeExecution: async () => swap?.() });
  swap = async () => {
    swap = undefined;
    await swapTo("West");
  };
  expect(await ask("{ people { onlyEast } }")).toEqual({
    data: { people: [1, 1, 1].map((onlyEast) => ({ onlyEast })) },
  });
  expect(await ask("{ people { onlyEast } }")).toMatchObject({
    errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
  });
  expect(await ask("{ people { name origin } }")).toEqual(people("West"));
});

it("a broken file changes nothing for clients", async () => {
  const { source, problems, ask } = await openGateway();
  await writeFile(join(directory, "supergraph.graphql"), SUPERGRAPHS.West.slice(0, 400));
  await source.check();
  expect(await ask("{ people { name origin } }")).toEqual(people("East"));
  expect(problems).toMatchObject([{ kind: "refused" }]);
});
