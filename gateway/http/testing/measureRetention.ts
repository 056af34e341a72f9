// How much of each answer survives minor collections, by how results are written:
//   node --expose-gc --max-semi-space-size=64 --initial-old-space-size=512 --import tsx gateway/http/testing/measureRetention.ts
import { setImmediate as nextTurn } from "node:timers/promises";
import { getHeapSpaceStatistics } from "node:v8";
import { HeaderMap } from "@apollo/server";
import { buildSchema, type FormattedExecutionResult } from "graphql";
import pino from "pino";
import type { Engine } from "../../engine/createEngine.ts";
import { createApolloServer } from "../createApolloServer.ts";
import { createResultWriter } from "../createResultWriter.ts";

const REQUESTS = 300;
const PER_COLLECTION = 50;
const collect = (globalThis as { gc?: (options?: { type: "minor" }) => void }).gc;
if (!collect) throw new Error("run it with --expose-gc");

type Write = (result: FormattedExecutionResult) => string;
const plainly: Write = (result) => JSON.stringify(result);

/** An answer of some 60 KB, made anew. */
const answer = () => ({
  people: Array.from({ length: 500 }, (_, id) => ({
    id: `${id}`,
    name: `person ${id} ${Math.random()}`,
    about: "a volunteer on Sundays, a teacher on other days",
  })),
});

const SDL = "type Query { people: [Person!]! } type Person { id: ID! name: String! about: String! }";

function engineOfAnswers(): Engine {
  let loaded: (schema: object) => void = () => {};
  return {
    onSchemaLoadOrUpdate(listener: (schema: object) => void) {
      loaded = listener;
      return () => {};
    },
    async load() {
      loaded({ apiSchema: buildSchema(SDL), coreSupergraphSdl: SDL });
      return { executor: async () => ({ data: answer() }) };
    },
    async stop() {},
  } as unknown as Engine;
}

const oldBytes = (): number =>
  getHeapSpaceStatistics()
    .filter(({ space_name }) => ["old_space", "large_object_space"].includes(space_name))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0);

/** Bytes per request that reached the old generation, no major collection having run. */
async function promotedBy(ask: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 50; i++) await ask();
  collect?.();
  const before = oldBytes();
  for (let i = 1; i <= REQUESTS; i++) {
    await ask();
    await nextTurn();
    if (i % PER_COLLECTION === 0) collect?.({ type: "minor" });
  }
  collect?.({ type: "minor" });
  return Math.round((oldBytes() - before) / REQUESTS);
}

async function throughApollo(stringifyResult: Write): Promise<number> {
  const apollo = createApolloServer(engineOfAnswers(), pino({ level: "silent" }), {
    resultWriter: { ...createResultWriter(), stringifyResult },
  });
  await apollo.start();
  const promoted = await promotedBy(() =>
    apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: "POST",
        headers: new HeaderMap([["content-type", "application/json"]]),
        search: "",
        body: { query: "{ people { id name about } }" },
      },
      context: async () => ({}),
    }),
  );
  await apollo.stop();
  return promoted;
}

console.log(`node ${process.version}, bytes per request that reached the old generation:`);
console.log(
  `  without Apollo Server (the floor)         ${await promotedBy(async () => plainly({ data: answer() }))}`,
);
console.log(`  Apollo Server, plain JSON.stringify       ${await throughApollo(plainly)}`);
console.log(
  `  Apollo Server, createResultWriter         ${await throughApollo(createResultWriter().stringifyResult)}`,
);
