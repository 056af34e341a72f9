// A subgraph may answer anything: what is wrong is a located error, and nulls go up as the GraphQL specification says (6.4.4).
import { describe, expect, it } from "vitest";
import { SubgraphFailure } from "../transport/SubgraphFailure.ts";
import { openGraph } from "./testing/openGraph.ts";
import { openShop } from "./testing/shop.ts";

const fails = (subgraph: string) => () => Promise.reject(new SubgraphFailure(subgraph, "SUBGRAPH_TIMEOUT"));
const timeout = (subgraph: string, ...path: (string | number)[]) => ({
  message: `the subgraph "${subgraph}" did not answer in time`,
  path,
  extensions: { code: "SUBGRAPH_TIMEOUT", serviceName: subgraph },
});

describe("an answer of the wrong shape is a located error", () => {
  const BAD = { code: "SUBGRAPH_BAD_RESPONSE", serviceName: "accounts" };

  it.each([
    ["no data", {}],
    ["data that is a list", { data: [] }],
    ["data that is a text", { data: "users" }],
    ["no data and no errors", { data: null }],
  ])("%s", async (_, answer) => {
    const { ask } = await openShop({ accounts: { answer: () => answer } });
    expect(await ask("{ me { name } topProducts { name } }")).toMatchObject({
      data: { me: null, topProducts: [{ name: "Pen" }, { name: "Pot" }] },
      errors: [{ path: ["me"], extensions: BAD }],
    });
  });

  it.each([
    ["missing entities", { data: {} }],
    ["too few entities", { data: { _entities: [{ name: "Ann" }] } }],
    ["too many entities", { data: { _entities: [{ name: "a" }, { name: "b" }, { name: "c" }] } }],
    ["entities that are no list", { data: { _entities: { 0: { name: "a" }, length: 2 } } }],
  ])("%s", async (_, answer) => {
    const { ask } = await openShop({ accounts: { answer: () => answer } });
    const { data, errors } = await ask("{ topProducts(first: 1) { name reviews { author { name } } } }");
    expect(data).toEqual({
      topProducts: [{ name: "Pen", reviews: [{ author: { name: null } }, { author: { name: null } }] }],
    });
    expect(errors).toMatchObject([
      { path: ["topProducts", 0, "reviews", 0, "author", "name"], extensions: BAD },
    ]);
  });

  it("an entity that is no object", async () => {
    const { ask } = await openShop({
      accounts: { answer: () => ({ data: { _entities: [7, { name: "Bo" }] } }) },
    });
    expect(await ask("{ topProducts(first: 1) { reviews { author { name } } } }")).toMatchObject({
      data: { topProducts: [{ reviews: [{ author: { name: null } }, { author: { name: "Bo" } }] }] },
      errors: [{ path: ["topProducts", 0, "reviews", 0, "author"], extensions: BAD }],
    });
  });

  const TYPES = `type Query { a: A } enum Colour { RED GREEN } scalar Any
    type A { text: String int: Int float: Float flag: Boolean id: ID colour: Colour any: Any list: [Int] one: B must: B! } type B { x: Int! }`;
  const answered = async (a: unknown, query: string) =>
    (await openGraph({ a: { sdl: TYPES, answer: () => ({ data: { a } }) } })).ask(query);

  it.each([
    ["text", 5],
    ["text", { a: 1 }],
    ["int", 1.5],
    ["int", 2 ** 31],
    ["int", "1"],
    ["float", "1"],
    ["flag", 1],
    ["id", true],
    ["id", 1.5],
    ["colour", "BLUE"],
    ["colour", "constructor"],
    ["list", 5],
    ["list", { length: 1 }],
  ])("%s: %j", async (field, value) => {
    expect(await answered({ [field]: value, must: { x: 1 } }, `{ a { ${field} must { x } } }`)).toMatchObject(
      {
        data: { a: { [field]: null, must: { x: 1 } } },
        errors: [{ path: ["a", field], extensions: { code: "SUBGRAPH_BAD_RESPONSE" } }],
      },
    );
  });

  it.each([
    ["one", []],
    ["one", "x"],
    ["a list element", undefined],
  ])("an object that is none: %s", async (field, value) => {
    if (value === undefined) {
      expect(await answered({ list: [1, "2", null] }, "{ a { list } }")).toMatchObject({
        data: { a: { list: [1, null, null] } },
        errors: [{ path: ["a", "list", 1] }],
      });
    } else {
      expect(await answered({ [field]: value }, `{ a { ${field} { x } } }`)).toMatchObject({
        data: { a: { one: null } },
        errors: [{ path: ["a", "one"] }],
      });
    }
  });

  it("what is right passes: whole numbers as ID, any value of a custom scalar", async () => {
    expect(
      await answered(
        { id: 7, any: { b: [1] }, float: 2, int: -5, colour: "RED" },
        "{ a { id any float int colour } }",
      ),
    ).toEqual({ data: { a: { id: "7", any: { b: [1] }, float: 2, int: -5, colour: "RED" } } });
  });

  it("a type that the field cannot be", async () => {
    const { ask } = await openGraph({
      a: {
        sdl: `type Query { all: [U] } union U = A | B type A { x: Int } type B { y: Int } type C { z: Int } type Secret @inaccessible { x: Int }`,
        answer: () => ({
          data: { all: [{ __typename: "A", x: 1 }, { __typename: "C" }, { __typename: "toString" }, {}] },
        }),
      },
    });
    const { data, errors } = await ask("{ all { ... on A { x } } }");
    expect(data).toEqual({ all: [{ x: 1 }, null, null, null] });
    expect(errors.map(({ path }: any) => path)).toEqual([1, 2, 3].map((index) => ["all", index]));
  });
});

describe("a null where none may be", () => {
  const SDL = `type Query { a: A b: Int } type A { list: [B!] lists: [[B!]]! must: B! free: Int } type B { x: Int! }`;
  const answered = async (data: unknown, query: string) =>
    (await openGraph({ a: { sdl: SDL, answer: () => ({ data }) } })).ask(query);

  it("goes up to the first place that may be null", async () => {
    expect(
      await answered(
        { a: { list: [{ x: 1 }, { x: null }], lists: [[{ x: 1 }], [null]], free: 3 }, b: 2 },
        "{ a { list { x } lists { x } free } b }",
      ),
    ).toEqual({
      data: { a: { list: null, lists: [[{ x: 1 }], null], free: 3 }, b: 2 },
      errors: [
        {
          message: "Cannot return null for non-nullable field B.x.",
          path: ["a", "list", 1, "x"],
          extensions: { code: "SUBGRAPH_BAD_RESPONSE" },
        },
        {
          message: "Cannot return null for non-nullable field A.lists.",
          path: ["a", "lists", 1, 0],
          extensions: { code: "SUBGRAPH_BAD_RESPONSE" },
        },
      ],
    });
    expect(await answered({ a: { must: { x: null } }, b: 2 }, "{ a { must { x } } b }")).toMatchObject({
      data: { a: null, b: 2 },
    });
  });

  it("goes up to the root, where data is null", async () => {
    const { ask } = await openGraph({
      a: { sdl: "type Query { a: Int! b: Int }", answer: () => ({ data: { a: null, b: 1 } }) },
    });
    expect(await ask("{ b a }")).toMatchObject({ data: null, errors: [{ path: ["a"] }] });
  });

  it("is no second error where the subgraph's own says why", async () => {
    const { ask } = await openGraph({
      a: {
        sdl: `type Query { t: T } type T @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { t: () => ({ id: 1 }) } },
      },
      b: { sdl: `type T @key(fields: "id") { id: ID! x: Int! y: Int! }`, answer: fails("b") },
    });
    expect(await ask("{ t { id x y } }")).toEqual({ data: { t: null }, errors: [timeout("b", "t", "x")] });
  });
});
