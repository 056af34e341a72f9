import type { Scenario } from "../scenarios/Scenario.ts";

/** Found by the random comparison, cut down by hand. */
export const conditions: Scenario = {
  title: "fields left out by `@skip` and `@include` leave the others alone",
  subgraphs: () => ({
    base: {
      sdl: `type Query { item: Item } type Item @key(fields: "id") { id: ID! base: Int other: Int }`,
      query: { item: { id: "i", base: 1, other: 2 } },
      entities: { Item: () => ({ base: 1, other: 2 }) },
    },
    sums: {
      sdl: `type Query { direct: Item } type Item @key(fields: "id") { id: ID! base: Int @external other: Int @external sum: Int @requires(fields: "base") more: Int @requires(fields: "other") plain: Int! }`,
      query: { direct: { id: "i", plain: 3 } },
      entities: { Item: ({ base = 0, other = 0 }) => ({ sum: base + 1, more: other + 1, plain: 3 }) },
    },
    strict: {
      sdl: "type Query { fine: Int broken: Int! }",
      query: { fine: 1, broken: () => new Error("no") },
    },
  }),
  cases: [
    {
      name: "a computed field left out by a literal, beside a plain one",
      query: "{ item { sum @skip(if: true) plain } }",
      data: { item: { plain: 3 } },
    },
    {
      name: "by a variable",
      query: "query ($no: Boolean!) { item { sum @include(if: $no) plain } }",
      variables: { no: false },
      data: { item: { plain: 3 } },
    },
    {
      name: "in a fragment",
      query: "query ($no: Boolean!) { item { ... on Item @include(if: $no) { sum } plain } }",
      variables: { no: false },
      data: { item: { plain: 3 } },
    },
    {
      name: "beside another computed field",
      query: "query ($no: Boolean!) { item { sum @include(if: $no) more } }",
      variables: { no: false },
      data: { item: { more: 3 } },
    },
    {
      name: "from the subgraph that computes",
      query: "query ($no: Boolean!) { direct { sum @include(if: $no) more @skip(if: false) plain } }",
      variables: { no: false },
      data: { direct: { more: 3, plain: 3 } },
    },
    {
      name: "a literal inside a condition",
      query: "query ($yes: Boolean!) { ... @include(if: $yes) { fine broken @include(if: false) } }",
      variables: { yes: true },
      data: { fine: 1 },
    },
    {
      name: "a literal inside a condition is not even asked for when it must not be null",
      query: "query ($yes: Boolean!) { ... @include(if: $yes) { broken @skip(if: true) fine } item { id } }",
      variables: { yes: true },
      data: { fine: 1, item: { id: "i" } },
    },
    {
      name: "everything left out by contradiction",
      query: "query ($x: Boolean!) { item @include(if: $x) @skip(if: $x) { plain } }",
      variables: { x: false },
      data: {},
    },
    {
      name: "a field by contradiction",
      query: "query ($x: Boolean!) { item { plain sum @include(if: $x) @skip(if: $x) } }",
      variables: { x: true },
      data: { item: { plain: 3 } },
    },
  ],
};
