// Every excuse the comparison makes for Apollo Gateway's executor, shown at its smallest: Apollo gives this wrong answer
// and the engine gives the right one. An excuse that no longer holds must go.
import type { ExecutionResult } from "graphql";
import { expect, it } from "vitest";
import { interfaceObjects } from "../scenarios/interfaceObjects.ts";
import { requiredFields } from "../scenarios/requiredFields.ts";
import { openScenario, type Scenario, type ScenarioCase } from "../scenarios/Scenario.ts";

const wards = [
  { id: "1", beds: 4, size: 0 },
  { id: "2", beds: () => new Error("no"), size: 1 },
];

const scenario: Scenario = {
  title: "where Apollo Gateway's executor is wrong",
  subgraphs: () => ({
    a: {
      sdl: `type Query { all: [Any] anys: [Any] ward: Ward! lost: Ward }
        union Any = Tent | Ward | Hut
        type Ward @key(fields: "id") { id: ID! }
        type Tent { v: Int } type Hut @shareable { v: Int! }`,
      query: {
        all: [
          { __typename: "Tent", v: 1 },
          { __typename: "Ward", id: "2" },
        ],
        anys: [
          { __typename: "Tent", v: 0 },
          { __typename: "Hut", v: 0 },
        ],
        ward: { id: "2" },
        lost: { id: "9" },
      },
      entities: { Ward: ({ id }) => ({ id }) },
    },
    b: {
      sdl: `type Query { hut: Hut } type Hut @shareable { v: Int }
        type Ward @key(fields: "id") { id: ID! beds: Int size: Int! grid: [[Bed]] } type Bed { n: Int }`,
      query: { hut: null },
      entities: {
        Ward: ({ id }) => {
          const found = wards.find((ward) => ward.id === id);
          return found ? { ...found, grid: [[{ n: 0 }], []] } : null;
        },
      },
    },
    c: {
      sdl: `type Ward @key(fields: "id") { id: ID! grid: [[Bed]] @external count: String @requires(fields: "grid { n }") }
        type Bed { n: Int @external }`,
      entities: { Ward: ({ grid }) => ({ count: JSON.stringify(grid) }) },
    },
  }),
  cases: [],
};

async function answers(query: string) {
  await using graph = await openScenario(scenario);
  const asked: ScenarioCase = { name: query, query, data: null };
  return { ours: await graph.ours(asked), apollo: await graph.apollo(asked) };
}

const keysOf = (answer: { data: unknown }) => JSON.stringify((answer as ExecutionResult).data);

it("keys in another order", async () => {
  const { ours, apollo } = await answers("{ __schema { queryType { name __typename } } }");
  expect(keysOf(ours)).toBe('{"__schema":{"queryType":{"name":"Query","__typename":"__Type"}}}');
  expect(keysOf(apollo)).toBe('{"__schema":{"queryType":{"__typename":"__Type","name":"Query"}}}');
});

it("errors left out", async () => {
  const { ours, apollo } = await answers("{ ward { beds } lost { size } }");
  expect(ours).toEqual({ data: { ward: { beds: null }, lost: null }, errors: ["lost.size", "ward.beds"] });
  expect(apollo).toEqual({ ...ours, errors: ["ward.beds"] });
});

it("errors at a wrong list index", async () => {
  const { ours, apollo } = await answers("{ all { ... on Ward { beds } } }");
  expect(ours).toEqual({ data: { all: [{}, { beds: null }] }, errors: ["all.1.beds"] });
  expect(apollo).toEqual({ ...ours, errors: ["all.0.beds"] });
});

it("falsy values lost in renaming", async () => {
  const { ours, apollo } = await answers("{ anys { ... on Tent { v } ... on Hut { v } } }");
  expect(ours).toEqual({ data: { anys: [{ v: 0 }, { v: 0 }] }, errors: [] });
  expect(apollo.data).not.toEqual(ours.data);
});

it("lists in lists required by a computed field", async () => {
  const { ours, apollo } = await answers("{ ward { count } }");
  expect(ours.data).toEqual({ ward: { count: '[[{"n":0}],[]]' } });
  expect(apollo.data).toEqual({ ward: { count: "[null,null]" } });
});

it("an interface object's name in place of the real type's", async () => {
  await using graph = await openScenario(interfaceObjects);
  const asked: ScenarioCase = {
    name: "",
    query: "{ items { ... on Film { stars __typename } } }",
    data: null,
  };
  expect((await graph.ours(asked)).data).toEqual({ items: [{ stars: 5, __typename: "Film" }, {}] });
  expect((await graph.apollo(asked)).data).toEqual({ items: [{}, {}] });
});

it("fragments in fragments on an object whose type was not asked for", async () => {
  const { ours, apollo } = await answers("{ lost { ... on Any { ... on Ward { id } } } }");
  expect(ours.data).toEqual({ lost: { id: "9" } });
  expect(apollo.data).toEqual({ lost: {} });
});

it("falsy values lost on the way into a representation", async () => {
  await using graph = await openScenario(requiredFields);
  const asked: ScenarioCase = { name: "", query: "{ parcels { yuan } }", data: null };
  expect((await graph.ours(asked)).data).toEqual({ parcels: [{ yuan: "0" }, { yuan: "70" }] });
  expect((await graph.apolloOnOurPlan(asked)).data).not.toEqual({ parcels: [{ yuan: "0" }, { yuan: "70" }] });
});

const overlapping: Scenario = {
  title: "unions that overlap in one member",
  subgraphs: () => ({
    one: {
      sdl: `type Query { left: Left } union Left = Both | OnlyLeft
        type Both @shareable { b: Int } type OnlyLeft { l: Int }`,
      query: { left: { __typename: "OnlyLeft", l: 1 } },
    },
    two: {
      sdl: `type Query { right: Right } union Right = Both | OnlyRight
        type Both @shareable { b: Int } type OnlyRight { r: Int }`,
      query: { right: null },
    },
  }),
  cases: [],
};
it("nested fragments that can never apply together are refused by the planner", async () => {
  await using graph = await openScenario(overlapping);
  const asked: ScenarioCase = {
    name: "",
    query: "{ left { __typename ... on Right { ... on Left { ... on OnlyLeft { l } } } } }",
    data: null,
  };
  expect((await graph.ours(asked)).data).toEqual({ left: { __typename: "OnlyLeft" } });
  await expect(graph.apollo(asked)).rejects.toThrow("Cannot add fragment of condition");
});
