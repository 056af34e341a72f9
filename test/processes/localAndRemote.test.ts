// In process or over HTTP, signed: the same answers to every example operation, whoever asks.

import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { readOperations } from "../../gateway/console/readOperations.ts";
import { httpTransport } from "../../gateway/transport/httpTransport.ts";
import { offTransport } from "../../gateway/transport/offTransport.ts";
import { VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { openSubgraph } from "../../subgraphs/kit/server/openSubgraph.ts";
import { serveSubgraph } from "../../subgraphs/kit/server/serveSubgraph.ts";
import { SAMPLE_TODAY, startClock } from "../../subgraphs/kit/server/startClock.ts";
import { openEmbeddedStore } from "../../subgraphs/kit/store/embedded/openEmbeddedStore.ts";
import { EVERY_SCOPE } from "../../subgraphs/kit/testing/callers.ts";
import { newSigningKey } from "../../subgraphs/kit/testing/signingKey.ts";
import { openJoinedGraph } from "../support/openJoinedGraph.ts";
import { DEFINITIONS, openSampleSubgraphs, SAMPLE, SAMPLE_SECRETS } from "../support/sampleStores.ts";

const closers: (() => Promise<void>)[] = [];
let local: Awaited<ReturnType<typeof openJoinedGraph>>;
let remote: typeof local;

beforeAll(async () => {
  const directory = inject("sampleDirectory");
  local = await openJoinedGraph((await openSampleSubgraphs(directory)).transports);
  const transports = new Map([["audit", offTransport("audit")]]);
  for (const definition of Object.values(DEFINITIONS)) {
    const store = await openEmbeddedStore({ directory: join(directory, definition.name) });
    const subgraph = await openSubgraph(definition, {
      store,
      sample: SAMPLE,
      now: startClock(SAMPLE_TODAY),
      ...SAMPLE_SECRETS,
    });
    const signingKey = newSigningKey(definition.name);
    const address = { port: 0, host: "127.0.0.1" };
    const { port, close } = await serveSubgraph(subgraph, { ...address, keys: [signingKey] });
    closers.push(close);
    transports.set(
      definition.name,
      httpTransport({
        name: definition.name,
        url: `http://127.0.0.1:${port}/graphql`,
        timeoutMs: 10_000,
        signingKey,
      }),
    );
  }
  remote = await openJoinedGraph(transports);
});
afterAll(async () => {
  await local[Symbol.asyncDispose]();
  await remote[Symbol.asyncDispose]();
  for (const close of closers) await close();
});

it.each(readOperations().map(({ name }) => name))("%s", async (name) => {
  const { query, variables } = readOperations().find((one) => one.name === name) ?? { query: "" };
  for (const caller of [VISITOR, EVERY_SCOPE])
    expect(await remote.ask(query, variables, caller)).toEqual(await local.ask(query, variables, caller));
});

it.each([
  ["in the query", `{ district(code: "12") { name } }`, {}, "GRAPHQL_VALIDATION_FAILED"],
  [
    "in a variable",
    "query ($code: DistrictCode!) { district(code: $code) { name } }",
    { code: "12" },
    "BAD_USER_INPUT",
  ],
])("a bad value %s is explained alike, with its place", async (_, query, variables, code) => {
  const answer = await local.ask(query, variables);
  expect(answer).toMatchObject({
    data: { district: null },
    errors: [{ path: ["district"], extensions: { code, serviceName: "stations" } }],
  });
  expect(answer.errors?.[0]?.message).toMatch(
    /DistrictCode "12" is not valid: a district code has six digits/,
  );
  expect(await remote.ask(query, variables)).toEqual(answer);
});
