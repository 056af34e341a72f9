// A query that Apollo Server let pass before goes straight to the engine; nobody can tell by the answer.
import { ApolloServer } from "@apollo/server";
import { GraphQLError, type GraphQLSchema } from "graphql";
import pino from "pino";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createObservability } from "../observability/createObservability.ts";
import { openTestGateway, type TestGateway, type TestGatewayOptions } from "./testing/openTestGateway.ts";

const VARYING = ["date", "x-request-id", "content-length", "connection", "keep-alive"];
afterEach(() => vi.restoreAllMocks());

/** A gateway, and how often Apollo Server was asked. */
async function openWatched(options?: TestGatewayOptions) {
  const apollo = vi.spyOn(ApolloServer.prototype, "executeHTTPGraphQLRequest");
  const gateway = await openTestGateway(options);
  return Object.assign(gateway, { asked: () => apollo.mock.calls.length });
}

/** All there is to see of an answer, but for what is another one each time. */
async function seen(gateway: TestGateway, body: unknown, headers?: Record<string, string>) {
  const response = await gateway.post(body, headers);
  const shown = [...response.headers].filter(([name]) => !VARYING.includes(name));
  const text = (await response.text()).replace(/"correlationId":"[^"]+"/g, '"correlationId":""');
  return { status: response.status, headers: Object.fromEntries(shown), text };
}

const GRAPHQL = { accept: "application/graphql-response+json" };

describe("the second time", () => {
  it.each<[string, object, Record<string, string>?]>([
    ["a query", { query: "{ hello }" }],
    ["one with variables", { query: "query ($n: String) { hello(name: $n) }", variables: { n: "w" } }],
    [
      "one with a name",
      { query: "query Hi { hello }", operationName: "Hi", variables: null, extensions: {} },
    ],
    ["one with errors", { query: "{ hello broken }" }],
    ["one without any data", { query: "query ($n: Int!) { people(count: $n) { id } }", variables: {} }],
    [
      "the same for the other media type",
      { query: "query ($n: Int!) { people(count: $n) { id } }" },
      GRAPHQL,
    ],
    [
      "a large one, compressed",
      { query: "{ people(count: 99) { id name about } }" },
      { "accept-encoding": "gzip" },
    ],
  ])("%s is answered alike", async (_, body, headers) => {
    await using gateway = await openWatched();
    const first = await seen(gateway, body, headers);
    expect(gateway.asked()).toBe(1);
    expect(await seen(gateway, body, headers)).toEqual(first);
    expect(gateway.asked()).toBe(1);
  });

  it("other variables are used", async () => {
    await using gateway = await openWatched();
    const ask = async (n: string) =>
      (await gateway.post({ query: "query ($n: String) { hello(name: $n) }", variables: { n } })).json();
    expect(await ask("a")).toEqual({ data: { hello: "hello a" } });
    expect(await ask("b")).toEqual({ data: { hello: "hello b" } });
    expect(gateway.asked()).toBe(1);
  });

  it("what the engine says of the HTTP response is done, a failure of it hidden", async () => {
    const http = { status: 429, headers: new Map([["retry-after", "7"]]) };
    const refused = new GraphQLError("later", { extensions: { code: "BAD_REQUEST", http } });
    let adapt = (): any => ({ errors: [refused] });
    await using gateway = await openWatched({ adapt: () => adapt() });
    const first = await seen(gateway, { query: "{ hello }" });
    expect(first).toMatchObject({ status: 429, headers: { "retry-after": "7" } });
    expect(await seen(gateway, { query: "{ hello }" })).toEqual(first);
    adapt = () => {
      throw new Error("hunter2");
    };
    const failed = await seen(gateway, { query: "{ hello }" });
    expect(failed).toMatchObject({ status: 500, text: expect.stringContaining("INTERNAL_SERVER_ERROR") });
    expect(failed.text).not.toContain("hunter2");
    expect(gateway.asked()).toBe(1);
  });

  it("it is counted and logged alike", async () => {
    const lines: any[] = [];
    const logger = pino({ level: "info" }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const observability = await createObservability({ logger });
    await using gateway = await openWatched({ observability, logger });
    for (let times = 0; times < 2; times++)
      await (await gateway.post({ query: "query Q { hello broken }" })).text();
    const requests = () => lines.filter(({ msg }) => msg === "request");
    await vi.waitFor(() => expect(requests()).toHaveLength(2));
    const [first, second] = requests().map(({ time, requestId, durationMs, ...rest }) => rest);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ operationName: "Q", kind: "query", outcome: "partial" });
    expect(gateway.asked()).toBe(1);
  });
});

describe("the whole way goes", () => {
  it.each<[string, object, Record<string, string>?]>([
    ["a mutation", { query: 'mutation { rename(name: "a") }' }],
    ["one of several operations", { query: "query A { hello } query B { hello }", operationName: "A" }],
    ["a query that is not valid", { query: "{ nothing }" }],
    ["a wrong name", { query: "query A { hello }", operationName: "B" }],
    ["variables that are none", { query: "{ hello }", variables: [] }],
    ["extensions that are none", { query: "{ hello }", extensions: [] }],
    ["a media type we do not have", { query: "{ hello }" }, { accept: "text/plain" }],
  ])("%s", async (_, body, headers) => {
    await using gateway = await openWatched();
    await gateway.post({ query: "{ hello }" });
    await gateway.post({ query: "query A { hello }" });
    const before = gateway.asked();
    const first = await seen(gateway, body, headers);
    expect(await seen(gateway, body, headers)).toEqual(first);
    expect(gateway.asked()).toBe(before + 2);
  });

  it("everything once the schema has changed", async () => {
    let announce = (_: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }): void => {};
    let schema: GraphQLSchema | undefined;
    await using gateway = await openWatched({
      wrap: (engine) => ({
        ...engine,
        onSchemaLoadOrUpdate(listener) {
          const former = announce;
          announce = (loaded) => {
            former(loaded);
            listener(loaded);
          };
          return engine.onSchemaLoadOrUpdate((loaded) => {
            schema = loaded.apiSchema;
            listener(loaded);
          });
        },
      }),
    });
    for (let times = 0; times < 2; times++) await gateway.post({ query: "{ hello }" });
    expect(gateway.asked()).toBe(1);
    if (schema) announce({ apiSchema: schema, coreSupergraphSdl: "" });
    await gateway.post({ query: "{ hello }" });
    expect(gateway.asked()).toBe(2);
  });
});
