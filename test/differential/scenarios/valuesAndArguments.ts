import type { Row, Scenario } from "./Scenario.ts";

const echo = (args: Row) => JSON.stringify(args);

export const valuesAndArguments: Scenario = {
  title: "arguments, variables, enums and falsy values pass every border unchanged",
  subgraphs: () => ({
    one: {
      sdl: `type Query { thing: Thing mode: Mode any: Any anys: [Any] } enum Mode { ON OFF }
        union Any = First | Second
        type First { value: Int items: [Int!] } type Second { value: String items: [String] }
        type Thing @key(fields: "id") { id: ID! }`,
      query: {
        thing: { id: "t" },
        mode: "ON",
        any: { __typename: "First", value: 0, items: [] },
        anys: [
          { __typename: "Second", value: "", items: [null, ""] },
          { __typename: "First", value: null, items: [0] },
        ],
      },
      entities: { Thing: ({ id }) => ({ id }) },
    },
    two: {
      sdl: `type Thing @key(fields: "id") {
          id: ID! echo(n: Int = 3, text: String, mode: Mode, where: Where, many: [Where!]): String
          zero: Int! no: Boolean! empty: String! nothing: String list: [Int]! mode: Mode
        }
        enum Mode { ON OFF } input Where { min: Int = 1, mode: Mode, tags: [String!] }`,
      entities: {
        Thing: ({ id }) => ({
          id,
          echo,
          zero: 0,
          no: false,
          empty: "",
          nothing: null,
          list: [0, null],
          mode: "OFF",
        }),
      },
    },
  }),
  cases: [
    {
      name: "falsy values",
      query: "{ thing { zero no empty nothing list } }",
      data: { thing: { zero: 0, no: false, empty: "", nothing: null, list: [0, null] } },
    },
    {
      name: "one field with three arguments",
      query: '{ thing { a: echo(n: 0) echo b: echo(text: "") } }',
      data: { thing: { a: '{"n":0}', echo: '{"n":3}', b: '{"n":3,"text":""}' } },
    },
    {
      name: "defaults of variables",
      query: "query ($n: Int = 7, $m: Mode = ON) { thing { echo(n: $n, mode: $m) } }",
      data: { thing: { echo: '{"n":7,"mode":"ON"}' } },
    },
    {
      name: "a variable left out leaves the argument's default",
      query: "query ($n: Int, $t: String) { thing { echo(n: $n, text: $t) } }",
      data: { thing: { echo: '{"n":3}' } },
    },
    {
      name: "an explicit null is not a default",
      query: "query ($n: Int = 7) { thing { echo(n: $n) } }",
      variables: { n: null },
      data: { thing: { echo: '{"n":null}' } },
    },
    {
      name: "variables inside objects and lists",
      query:
        "query ($m: Int, $t: String!) { thing { echo(where: { min: $m, tags: [$t] }, many: [{ min: 0 }, {}]) } }",
      variables: { t: "" },
      data: { thing: { echo: '{"n":3,"where":{"min":1,"tags":[""]},"many":[{"min":0},{"min":1}]}' } },
    },
    {
      name: "falsy values under names that clash between members",
      query:
        "{ anys { ... on First { n: value } ... on Second { items } } any { ... on First { value items } } }",
      data: { anys: [{ items: [null, ""] }, { n: null }], any: { value: 0, items: [] } },
    },
    {
      name: "aliases that every object has by birth",
      query: "{ constructor: thing { toString: zero hasOwnProperty: empty __proto__: no valueOf: nothing } }",
      data: JSON.parse('{"constructor":{"toString":0,"hasOwnProperty":"","__proto__":false,"valueOf":null}}'),
    },
    {
      name: "all of it left out",
      query: "query ($no: Boolean = false) { thing @include(if: $no) { zero } }",
      data: {},
    },
    {
      name: "left out and put in by the same variable",
      query: "query ($x: Boolean!) { thing @include(if: $x) @skip(if: $x) { zero } mode }",
      variables: { x: true },
      data: { mode: "ON" },
    },
    {
      name: "introspection beside data",
      query: '{ __type(name: "Thing") { name } thing { __typename id } __typename }',
      data: { __type: { name: "Thing" }, thing: { __typename: "Thing", id: "t" }, __typename: "Query" },
    },
  ],
};
