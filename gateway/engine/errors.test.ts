// Whatever a subgraph answers, the client gets the rest of the data and errors at their places in its own query.
import { describe, expect, it } from "vitest";
import { SubgraphFailure } from "../transport/SubgraphFailure.ts";
import { openGraph, representationsOf } from "./testing/openGraph.ts";
import { openShop } from "./testing/shop.ts";

const fails = (subgraph: string) => () => Promise.reject(new SubgraphFailure(subgraph, "SUBGRAPH_TIMEOUT"));
const timeout = (subgraph: string, ...path: (string | number)[]) => ({
  message: `the subgraph "${subgraph}" did not answer in time`,
  path,
  extensions: { code: "SUBGRAPH_TIMEOUT", serviceName: subgraph },
});

describe("errors that a subgraph reports", () => {
  const answering = (answer: object) => openShop({ accounts: { answer: () => answer } });

  it("stand under the client's aliases and indexes, wherever the entity was used", async () => {
    const { ask } = await openShop({
      accounts: {
        answer: ({ variables }) => ({
          data: {
            _entities: representationsOf(variables).map(({ id }) => (id === "2" ? null : { n: "Ann" })),
          },
          errors: [
            { message: "gone", path: ["_entities", 1, "n"], extensions: { code: "GONE", stacktrace: ["x"] } },
          ],
        }),
      },
    });
    const { data, errors } = await ask("{ all: topProducts { said: reviews { by: author { n: name } } } }");
    expect(errors).toEqual(
      [0, 1].map((index) => ({
        message: "gone",
        path: ["all", index, "said", 1, "by", "n"],
        extensions: { code: "GONE", serviceName: "accounts" },
      })),
    );
    expect(data.all[0].said).toEqual([{ by: { n: "Ann" } }, { by: { n: null } }]);
  });

  it("keep the right index when entities were left out by type", async () => {
    const thing = (typename: string, id: string) => ({ __typename: typename, id });
    const { ask } = await openGraph({
      a: {
        sdl: `type Query { all: [Thing] } union Thing = A | B type A @key(fields: "id") { id: ID! } type B @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { all: () => [thing("A", "1"), null, thing("B", "2"), thing("B", "3")] } },
      },
      b: {
        sdl: `type B @key(fields: "id") { id: ID! x: Int }`,
        answer: () => ({
          data: { _entities: [{ x: 1 }, { x: null }] },
          errors: [{ message: "no", path: ["_entities", 1, "x"] }],
        }),
      },
    });
    expect(await ask("{ all { ... on B { x } } }")).toEqual({
      data: { all: [{}, null, { x: 1 }, { x: null }] },
      errors: [{ message: "no", path: ["all", 3, "x"], extensions: { serviceName: "b" } }],
    });
  });

  it("of a field the client did not ask stand at the nearest field it did ask", async () => {
    const { ask } = await openShop({
      products: {
        answer: () => ({
          data: { topProducts: [{ __typename: "Product", upc: "p1", price: 1, weight: null }] },
          errors: [{ message: "scales broken", path: ["topProducts", 0, "weight"] }],
        }),
      },
      inventory: { answer: () => ({ data: { _entities: [{ shipping: null }] } }) },
    });
    expect(await ask("{ topProducts { shipping } }")).toEqual({
      data: { topProducts: [{ shipping: null }] },
      errors: [
        { message: "scales broken", path: ["topProducts", 0], extensions: { serviceName: "products" } },
      ],
    });
  });

  it("without a place stand at the first field that is missing", async () => {
    const { ask } = await answering({ errors: [{ message: "boom" }] });
    expect(await ask("{ users { name } topProducts { name } }")).toMatchObject({
      data: { users: null, topProducts: [{ name: "Pen" }, { name: "Pot" }] },
      errors: [{ message: "boom", path: ["users"] }],
    });
  });

  it("are of any form", async () => {
    const { ask } = await answering({
      data: { users: null },
      errors: [null, 5, "x", { message: 7, path: "users" }, { path: ["users", null, {}] }],
    });
    const { data, errors } = await ask("{ users { name } }");
    expect(data).toEqual({ users: null });
    expect(errors).toHaveLength(5);
    for (const error of errors)
      expect(error).toEqual({
        message: "the subgraph reported an error",
        path: ["users"],
        extensions: { serviceName: "accounts" },
      });
  });
});

describe("a fetch that fails", () => {
  it("is one error, at the first place it leaves empty", async () => {
    const { ask } = await openShop({ accounts: { answer: fails("accounts") } });
    const { data, errors } = await ask("{ topProducts { name reviews { author { id x: name } } } }");
    expect(errors).toEqual([timeout("accounts", "topProducts", 0, "reviews", 0, "author", "x")]);
    expect(data.topProducts[1].reviews[1]).toEqual({ author: { id: "2", x: null } });
  });

  it("leaves out what depends on it", async () => {
    const { ask, counts } = await openShop({ reviews: { answer: fails("reviews") } });
    expect(await ask("{ me { name reviews { product { name } } } }")).toEqual({
      data: { me: { name: "Ann", reviews: null } },
      errors: [timeout("reviews", "me", "reviews")],
    });
    expect(counts()).toEqual({ accounts: 1, reviews: 1 });
  });

  it("for a reason of ours is an internal error, with its cause for the log", async () => {
    const { execute } = await openShop({ accounts: { answer: () => Promise.reject(new Error("10.0.0.7")) } });
    const [error] = (await execute("{ me { name } }")).errors ?? [];
    expect(JSON.stringify(error)).not.toContain("10.0.0.7");
    expect(error).toMatchObject({
      path: ["me"],
      extensions: { code: "INTERNAL_SERVER_ERROR", serviceName: "accounts" },
      originalError: { message: "10.0.0.7" },
    });
  });

  it("is told to whoever keeps the log", async () => {
    const told: unknown[] = [];
    const { ask } = await openShop(
      { accounts: { answer: fails("accounts") } },
      { onFailure: (one) => told.push(one) },
    );
    await ask("{ me { name } }");
    expect(told).toMatchObject([{ serviceName: "accounts", code: "SUBGRAPH_TIMEOUT" }]);
  });
});

describe("a null that must not be is excused only by an error of its own place", () => {
  const SDL = `type Query { rows: [Row] } type Row @key(fields: "id") { id: ID! }`;
  const rows = { Query: { rows: () => [{ id: "1" }, { id: "2" }] } };
  const BAD = { code: "SUBGRAPH_BAD_RESPONSE" };

  it("not by one of the next list element", async () => {
    const { ask } = await openGraph({
      a: { sdl: SDL, resolvers: rows },
      b: {
        sdl: `type Row @key(fields: "id") { id: ID! value: Int! }`,
        answer: () => ({
          data: { _entities: [null, null] },
          errors: [{ message: "no", path: ["_entities", 0, "value"] }],
        }),
      },
    });
    expect(await ask("{ rows { value } }")).toMatchObject({
      data: { rows: [null, null] },
      errors: [
        { message: "no", path: ["rows", 0, "value"] },
        { path: ["rows", 1, "value"], extensions: BAD },
      ],
    });
  });

  it("not by a root field that another subgraph did not answer", async () => {
    const { ask } = await openGraph({
      a: { sdl: SDL, answer: () => ({ data: { rows: [{ id: null }, { id: "2" }] } }) },
      b: { sdl: "type Query { other: Int }", answer: fails("b") },
    });
    const { data, errors } = await ask("{ rows { id } other }");
    expect(data).toEqual({ rows: [null, { id: "2" }], other: null });
    expect(errors).toHaveLength(2);
    expect(errors).toEqual(
      expect.arrayContaining([
        timeout("b", "other"),
        expect.objectContaining({ path: ["rows", 0, "id"], extensions: BAD }),
      ]),
    );
  });
});

describe("a field asked of one type, which an interface object's subgraph is asked of all", () => {
  const opened = (answer: () => unknown) =>
    openGraph({
      a: {
        sdl: `type Query { all: [Thing] } interface Thing @key(fields: "id") { id: ID! }
          type Cup implements Thing @key(fields: "id") { id: ID! } type Pan implements Thing @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            all: () => [
              { __typename: "Pan", id: "p" },
              { __typename: "Cup", id: "c" },
            ],
          },
        },
      },
      b: { sdl: `type Thing @key(fields: "id") @interfaceObject { id: ID! marks: Int more: Int }`, answer },
    });

  it("has no error where the client did not ask it", async () => {
    const error = (index: number) => ({ message: "no", path: ["_entities", index, "cup"] });
    const nothing = { __typename: "Thing", marks: 1, cup: null };
    const { ask } = await opened(() => ({
      data: { _entities: [nothing, nothing] },
      errors: [error(0), error(1)],
    }));
    expect(await ask("{ all { ... on Cup { cup: more } marks } }")).toEqual({
      data: { all: [{ marks: 1 }, { cup: null, marks: 1 }] },
      errors: [{ message: "no", path: ["all", 1, "cup"], extensions: { serviceName: "b" } }],
    });
  });

  it("is not where a failed fetch is reported for an object of the other type", async () => {
    const { ask } = await opened(fails("b"));
    expect(await ask("{ all { ... on Cup { cup: more } marks } }")).toEqual({
      data: { all: [{ marks: null }, { cup: null, marks: null }] },
      errors: [timeout("b", "all", 0, "marks")],
    });
  });
});

it("an operation that the plan does not cover is refused instead of answered with nulls", async () => {
  const planner = { plan: async () => ({ kind: "QueryPlan" as const }), close: async () => {} };
  const { execute } = await openShop({}, { planner });
  const result = await execute("{ me { name } }");
  expect(result.data).toBeUndefined();
  expect(result.errors).toMatchObject([
    {
      extensions: { code: "INTERNAL_SERVER_ERROR" },
      originalError: { message: "the plan does not fetch me" },
    },
  ]);
});

it("an error of an entity that stands in many places is told once for each", async () => {
  const station = { __typename: "Station", id: "s" };
  const graph = await openGraph({
    people: {
      sdl: `type Query { people: [Person!]! } type Person { station: Station } type Station @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { people: () => Array.from({ length: 5 }, () => ({ station })) } },
    },
    stations: {
      sdl: `type Station @key(fields: "id") { id: ID! district: District } type District @key(fields: "id") { id: ID! }`,
      resolvers: { Station: { __resolveReference: ({ id }: any) => ({ id, district: { id: "d" } }) } },
    },
    districts: {
      sdl: `type District @key(fields: "id") { id: ID! name: String }`,
      answer: () => ({
        data: { _entities: [{ name: null }] },
        errors: [{ message: "no", path: ["_entities", 0, "name"] }],
      }),
    },
  });
  const { errors } = await graph.execute("{ people { station { district { name } } } }");
  expect(errors?.map(({ path }) => path)).toEqual(
    [0, 1, 2, 3, 4].map((at) => ["people", at, "station", "district", "name"]),
  );
});
