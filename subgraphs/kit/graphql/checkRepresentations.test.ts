// Whatever is asked of `_entities`, a resolver only ever sees keys of the kinds the contract gives them.
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { checkRepresentations } from "./checkRepresentations.ts";

const seen: unknown[] = [];
const reference = (given: unknown) => {
  seen.push(given);
  return given;
};
const schema = checkRepresentations(
  buildSubgraphSchema([
    {
      typeDefs: parse(`
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires"])
        enum Mood { GOOD BAD }
        type Place @key(fields: "code") { code: String! }
        type Person @key(fields: "id") @key(fields: "card { number }") {
          id: ID! card: Card ages: [Int!] @external mood: Mood @external home: Place @external
          label: String @requires(fields: "ages mood home { code }")
        }
        type Card @external { number: String! }
        interface Animal @key(fields: "id") { id: ID! }
        type Cat implements Animal @key(fields: "id") { id: ID! }
        type Query { a: Int }`),
      resolvers: {
        Person: { __resolveReference: reference, label: () => "ok" },
        Place: { __resolveReference: reference },
        Animal: { __resolveReference: reference, __resolveType: () => "Cat" },
      },
    },
  ]),
);

async function ask(representations: unknown) {
  seen.length = 0;
  const source =
    "query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Person { label } } }";
  const result = await graphql({ schema, source, variableValues: { r: representations } });
  return JSON.parse(JSON.stringify(result));
}

describe("objects as the contract has them", () => {
  it.each([
    [{ __typename: "Person", id: "p1" }],
    [{ __typename: "Person", card: { number: "7" } }],
    [
      {
        __typename: "Person",
        id: "p1",
        ages: [1, 2],
        mood: "GOOD",
        home: { __typename: "Place", code: "x" },
      },
    ],
    [{ __typename: "Person", id: "p1", ages: null, mood: null, home: null }],
    [{ __typename: "Place", code: "x" }],
    [{ __typename: "Animal", id: "a1" }],
  ])("%j reaches its resolver", async (representation) => {
    const { errors } = await ask([representation]);
    expect(errors).toBeUndefined();
    expect(seen).toEqual([representation]);
  });
});

describe("anything else is the asker's fault, in its place", () => {
  it.each<[string, unknown]>([
    ["an operator for an id", { __typename: "Person", id: { $ne: "" } }],
    ["a list for an id", { __typename: "Person", id: ["p1"] }],
    ["no id", { __typename: "Person" }],
    ["a null id", { __typename: "Person", id: null }],
    ["an operator in a nested key", { __typename: "Person", card: { number: { $gt: "" } } }],
    ["an operator in a required field", { __typename: "Person", id: "p", home: { code: { $gt: "" } } }],
    ["an operator for a list", { __typename: "Person", id: "p", ages: { $in: [1] } }],
    ["an operator in a list", { __typename: "Person", id: "p", ages: [{ $gt: 0 }] }],
    ["a value the enum does not have", { __typename: "Person", id: "p", mood: "toString" }],
    ["a field the type does not have", { __typename: "Person", id: "p", $where: "1" }],
    ["a field of Object.prototype", { __typename: "Person", id: "p", constructor: "1" }],
    ["a type that is no entity", { __typename: "Query" }],
    ["a type that is not there", { __typename: "__proto__" }],
    ["a type that is no text", { __typename: { $ne: "" } }],
    ["no type", { id: "p" }],
    ["a text", "Person"],
    ["a list", ["Person"]],
  ])("%s", async (_, representation) => {
    const { data, errors } = await ask([
      { __typename: "Place", code: "before" },
      representation,
      { __typename: "Place", code: "after" },
    ]);
    expect(data._entities.map((one: any) => one?.__typename)).toEqual(["Place", undefined, "Place"]);
    expect(errors).toMatchObject([{ path: ["_entities", 1], extensions: { code: "BAD_USER_INPUT" } }]);
    expect(seen).toHaveLength(2);
  });
});

it("leaves a schema without entities as it is", () => {
  const plain = buildSubgraphSchema([{ typeDefs: parse("type Query { a: Int }") }]);
  expect(checkRepresentations(plain)).toBe(plain);
});
