import type { Scenario } from "../scenarios/Scenario.ts";

/** Found by the random comparison: one fetch serves a computed field and the way to an interface object. */
export const argumentsBesideInterface: Scenario = {
  title: "a field required with an argument, in a fetch that looks the entity up by its interface",
  subgraphs: () => ({
    start: {
      sdl: `type Query { rows: [Row] } type Row @key(fields: "id") { id: ID! part(unit: String): Int }`,
      query: { rows: [{ id: "1", part: ({ unit }: { unit: string }) => (unit === "kg" ? 7 : 0) }] },
      entities: { Row: ({ id }) => ({ id, part: 0 }) },
    },
    home: {
      sdl: `interface Any @key(fields: "id") { id: ID! name: String }
        type Row implements Any @key(fields: "id") { id: ID! name: String part(unit: String): Int @external sum: Int @requires(fields: "part(unit: \\"kg\\")") }`,
      entities: {
        Row: (given) => ({ ...given, name: "n", sum: given.part }),
        Any: (given) => ({ ...given, __typename: "Row", name: "n", sum: given.part }),
      },
    },
    objects: {
      sdl: `type Any @key(fields: "id") @interfaceObject { id: ID! name: String @external extra: String @requires(fields: "name") }`,
      entities: { Any: ({ name }) => ({ extra: `<${name}>` }) },
    },
  }),
  cases: [
    { name: "the computed field alone", query: "{ rows { sum } }", data: { rows: [{ sum: 7 }] } },
    { name: "the interface object's alone", query: "{ rows { extra } }", data: { rows: [{ extra: "<n>" }] } },
    {
      name: "both",
      query: "{ rows { sum extra } }",
      data: { rows: [{ sum: 7, extra: "<n>" }] },
    },
  ],
};
