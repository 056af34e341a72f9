// What a client sends and what becomes of it: variables, mutations, one answer for many clients, clients that go away.
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { SubgraphFailure } from "../transport/SubgraphFailure.ts";
import type { SubgraphRequest } from "../transport/SubgraphTransport.ts";
import { openGraph } from "./testing/openGraph.ts";
import { openShop } from "./testing/shop.ts";

describe("variables", () => {
  const ECHO = {
    a: {
      sdl: `scalar Any enum Colour { RED GREEN } input Wish { n: Int = 7, colour: Colour, any: Any }
        type Query { echo(wish: Wish, ids: [ID!], limit: Int): String }`,
      resolvers: { Query: { echo: (_: unknown, args: object) => JSON.stringify(args) } },
    },
  };

  it("are coerced once, defaults filled in, custom scalars as they are", async () => {
    const { ask, calls } = await openGraph(ECHO);
    const query =
      "query ($wish: Wish, $ids: [ID!], $limit: Int = 3) { echo(wish: $wish, ids: $ids, limit: $limit) }";
    const { data } = await ask(query, { wish: { colour: "RED", any: { a: [1] } }, ids: 5, unknown: 1 });
    expect(calls[0]?.variables).toEqual({
      wish: { n: 7, colour: "RED", any: { a: [1] } },
      ids: ["5"],
      limit: 3,
    });
    expect(JSON.parse(data.echo)).toMatchObject({ limit: 3, ids: ["5"] });
  });

  it("that are not given are not sent; null is", async () => {
    const { ask, calls } = await openGraph(ECHO);
    await ask("query ($limit: Int, $ids: [ID!]) { echo(limit: $limit, ids: $ids) }", { ids: null });
    expect(calls[0]?.variables).toEqual({ ids: null });
  });

  it.each([
    ["of a wrong type", { limit: "x" }],
    ["missing", {}],
    ["null where none may be", { limit: null }],
  ])("%s stop the operation before any fetch", async (_, variables) => {
    const { ask, calls } = await openGraph(ECHO);
    const result = await ask("query ($limit: Int!) { echo(limit: $limit) }", variables);
    expect(result).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
    expect(result).not.toHaveProperty("data");
    expect(calls).toEqual([]);
  });
});

describe("mutations", () => {
  const counting = (name: string, log: string[]) => ({
    sdl: `type Query { ${name}s: Int } type Mutation { ${name}(n: Int): ${name.toUpperCase()} ${name}Must: Int! } type ${name.toUpperCase()} { n: Int }`,
    resolvers: {
      Mutation: {
        [name]: async (_: unknown, { n }: { n: number }) => {
          log.push(`${name}${n} begins`);
          await new Promise((resolve) => setTimeout(resolve, 2));
          log.push(`${name}${n} ends`);
          return { n };
        },
        [`${name}Must`]: () => {
          throw new Error("no");
        },
      },
    },
  });
  const MUTATION = "mutation { one: a(n: 1) { n } two: b(n: 2) { n } three: a(n: 3) { n } }";

  it("run one after another, in order", async () => {
    const log: string[] = [];
    const { ask } = await openGraph({ a: counting("a", log), b: counting("b", log) });
    expect(await ask(MUTATION)).toEqual({ data: { one: { n: 1 }, two: { n: 2 }, three: { n: 3 } } });
    expect(log).toEqual(["a1", "b2", "a3"].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it("go on after one that failed, but not after a null that takes the whole answer", async () => {
    const log: string[] = [];
    const { ask } = await openGraph({
      a: counting("a", log),
      b: {
        ...counting("b", log),
        answer: () => Promise.reject(new SubgraphFailure("b", "SUBGRAPH_TIMEOUT")),
      },
    });
    expect((await ask(MUTATION)).data).toEqual({ one: { n: 1 }, two: null, three: { n: 3 } });
    log.length = 0;
    expect((await ask("mutation { x: a(n: 1) { n } bMust y: a(n: 2) { n } }")).data).toBeNull();
    expect(log).toEqual(["a1 begins", "a1 ends"]);
  });

  it("that are named in several places are one act", async () => {
    const log: string[] = [];
    const { ask } = await openGraph({ a: counting("a", log), b: counting("b", log) });
    const query = `mutation ($yes: Boolean!) { x: a(n: 1) @include(if: $yes) { n } b(n: 2) { n } ...F x: a(n: 1) { n } }
      fragment F on Mutation { x: a(n: 1) { m: n } }`;
    expect(await ask(query, { yes: true })).toEqual({ data: { x: { n: 1, m: 1 }, b: { n: 2 } } });
    expect(log).toEqual(["a1 begins", "a1 ends", "b2 begins", "b2 ends"]);
  });

  it("are told to subgraphs as mutations, what follows as queries; two at once are two", async () => {
    const { execute, calls } = await openShop();
    const query = 'mutation { rename(id: "1", name: "X") { name reviews { id } } }';
    const expected = { data: { rename: { name: "X", reviews: [{ id: "r1" }, { id: "r2" }] } } };
    expect(await Promise.all([execute(query), execute(query)])).toEqual([expected, expected]);
    expect(calls.map(({ subgraph, kind }) => `${subgraph} ${kind}`).sort()).toEqual([
      "accounts mutation",
      "accounts mutation",
      "reviews query",
      "reviews query",
    ]);
  });
});

describe("clients that ask the same at the same time", () => {
  const QUERY = "query ($n: Int) { topProducts(first: $n) { name } }";

  it("get one answer, marked as shared; later ones get a new one", async () => {
    const { execute, calls } = await openShop();
    const [one, two] = await Promise.all([execute(QUERY), execute(QUERY)]);
    expect(one).toEqual({ data: { topProducts: [{ name: "Pen" }, { name: "Pot" }] }, shared: true });
    expect(two.data).toBe(one.data);
    expect(calls).toHaveLength(1);
    expect(await execute(QUERY)).not.toHaveProperty("shared");
    expect(calls).toHaveLength(2);
  });

  it.each([
    ["who they are", {}, { securityKey: "other" }],
    ["their headers", {}, { headers: { "x-purpose": "other" } }],
    ["their variables", { n: 1 }, {}],
  ])("get answers of their own where they differ in %s", async (_, variables, context) => {
    const { execute, calls } = await openShop();
    await Promise.all([execute(QUERY, {}), execute(QUERY, variables, context)]);
    expect(calls).toHaveLength(2);
  });

  it("get answers of their own where sharing is off", async () => {
    const { execute, calls } = await openShop({}, { shareClientQueries: false });
    await Promise.all([execute(QUERY), execute(QUERY)]);
    expect(calls).toHaveLength(2);
  });

  it("do not cancel each other; the last one to go cancels the run", async () => {
    const signals: any[] = [];
    let release = () => {};
    const { execute } = await openShop({
      products: {
        answer: (_: SubgraphRequest, { signal }) => {
          signals.push(signal);
          return new Promise((resolve) => {
            release = () => resolve({ data: { topProducts: [] } });
          });
        },
      },
    });
    const [a, b] = [new AbortController(), new AbortController()];
    const both = [execute(QUERY, {}, { signal: a.signal }), execute(QUERY, {}, { signal: b.signal })];
    await new Promise((resolve) => setImmediate(resolve));
    a.abort();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    b.abort();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    release();
    await Promise.all(both);
  });
});

describe("the context of a request", () => {
  it("goes with every call", async () => {
    const { ask, calls } = await openShop();
    const context = { securityKey: "me", headers: { "x-request-id": "7" }, deadline: Date.now() + 5_000 };
    await ask("{ me { reviews { id } } }", {}, context);
    expect(calls.map((call) => call.context)).toMatchObject([context, context]);
  });

  it("stops further fetches once the client has gone", async () => {
    const client = new AbortController();
    const { ask, counts } = await openShop({
      accounts: {
        answer: () => {
          client.abort();
          return { data: { me: { __typename: "User", id: "1" } } };
        },
      },
    });
    const { data, errors } = await ask("{ me { id reviews { id } } }", {}, { signal: client.signal });
    expect(data).toEqual({ me: { id: "1", reviews: null } });
    expect(errors).toMatchObject([{ path: ["me", "reviews"], extensions: { code: "SUBGRAPH_CANCELLED" } }]);
    expect(counts()).toEqual({ accounts: 1 });
  });
});

describe("names that every object has", () => {
  it("are ordinary aliases, at every depth and across subgraphs", async () => {
    const { execute } = await openShop();
    const answer = await execute(`{
      constructor: topProducts(first: 1) { __proto__: name toString: shipping }
      __proto__: me { hasOwnProperty: name valueOf: reviews { constructor: id __proto__: product { __proto__: name } } }
    }`);
    expect(answer.errors).toBeUndefined();
    expect(JSON.stringify(answer.data)).toBe(
      '{"constructor":[{"__proto__":"Pen","toString":6}],"__proto__":{"hasOwnProperty":"Ann","valueOf":[' +
        '{"constructor":"r1","__proto__":{"__proto__":"Pen"}},{"constructor":"r2","__proto__":{"__proto__":"Pot"}}]}}',
    );
  });

  it("that a subgraph does not answer are null, not what every object inherits", async () => {
    const { ask } = await openShop({ products: { answer: () => ({ data: { constructor: [{}] } }) } });
    expect(await ask("{ constructor: topProducts { toString: name } }")).toEqual({
      data: { constructor: [{ toString: null }] },
    });
    expect((await ask("{ constructor: topProducts { valueOf: upc } }")).data).toEqual({
      constructor: [null],
    });
    expect((await ask("{ toString: topProducts { name } }")).data).toEqual({ toString: null });
  });

  it("in a subgraph's answer change no object", async () => {
    const { execute } = await openShop({
      accounts: {
        answer: () =>
          JSON.parse('{"data":{"me":{"name":"Ann","__proto__":{"polluted":1}},"__proto__":{"polluted":1}}}'),
      },
    });
    expect(await execute("{ me { name } }")).toEqual({ data: { me: { name: "Ann" } } });
    expect(({} as any).polluted).toBeUndefined();
  });
});

it("operations compiled ahead are not planned again; those that do not fit are left out", async () => {
  let plans = 0;
  const { createLocalPlanner } = await import("../planner/createLocalPlanner.ts");
  const { sdl } = await openShop();
  const local = createLocalPlanner(sdl);
  const planner: typeof local = {
    ...local,
    plan(operation) {
      plans += 1;
      return local.plan(operation);
    },
  };
  const { generation } = await openShop({}, { planner });
  const source = "{ me { name } }";
  expect(await generation.warm([{ source }, { source: "{ nothing }" }, { source: "{" }])).toBe(1);
  const request = { variables: {}, context: { securityKey: "" } };
  for (const text of [source, "{ me{name} } # the same", source])
    expect(await generation.execute({ ...request, source: text, document: parse(text) })).toEqual({
      data: { me: { name: "Ann" } },
    });
  expect(plans).toBe(1);
});
