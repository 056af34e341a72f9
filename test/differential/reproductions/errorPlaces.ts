import type { Scenario } from "../scenarios/Scenario.ts";

/** Found by the random comparison. */
export const errorPlaces: Scenario = {
  title: "every null that must not be has its error, and every error its place",
  subgraphs: () => ({
    lists: {
      sdl: `type Query { rows: [Row] things: [Thing] } type Row @key(fields: "id") { id: ID! }
        interface Thing @key(fields: "id") { id: ID! } type Cup implements Thing @key(fields: "id") { id: ID! } type Pan implements Thing @key(fields: "id") { id: ID! }`,
      query: {
        rows: [{ id: "failing" }, { id: "unknown" }],
        things: [
          { __typename: "Cup", id: "c" },
          { __typename: "Pan", id: "p" },
        ],
      },
    },
    values: {
      sdl: `type Row @key(fields: "id") { id: ID! value: Int! } type Thing @key(fields: "id") @interfaceObject { id: ID! marks: [Int] }`,
      entities: {
        Row: ({ id }) => (id === "failing" ? { value: () => new Error("no") } : null),
        Thing: ({ id }) => ({ marks: id === "p" ? () => new Error("no") : [] }),
      },
    },
  }),
  cases: [
    {
      name: "a failing entity does not excuse an unknown one beside it",
      query: "{ rows { value } }",
      data: { rows: [null, null] },
      errors: ["rows.0.value", "rows.1.value"],
    },
    {
      name: "no error for a field that was not asked of this type",
      query: "{ things { ... on Cup { cup: marks } marks } }",
      data: { things: [{ cup: [], marks: [] }, { marks: null }] },
      errors: ["things.1.marks"],
    },
  ],
};
