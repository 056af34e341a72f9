import { byId } from "./lookUp.ts";
import type { Scenario } from "./Scenario.ts";

const wards = [
  { id: "w1", beds: 12 },
  { id: "w2", beds: 0 },
];

export const unresolvableKeys: Scenario = {
  title: "a subgraph refers to an entity with a stub that cannot be looked up (`resolvable: false`)",
  subgraphs: () => ({
    rounds: {
      sdl: `type Query { round: Round rounds: [Round!]! }
        type Round { name: String ward: Ward }
        type Ward @key(fields: "id", resolvable: false) { id: ID! }`,
      query: {
        round: { name: "early", ward: { id: "w1" } },
        rounds: [
          { name: "early", ward: { id: "w2" } },
          { name: "late", ward: null },
          { name: "lost", ward: { id: "w9" } },
        ],
      },
    },
    wards: {
      sdl: `type Query { ward(id: ID!): Ward } type Ward @key(fields: "id") { id: ID! beds: Int! }`,
      query: { ward: ({ id }: { id: string }) => wards.find((ward) => ward.id === id) ?? null },
      entities: { Ward: byId(wards) },
    },
    notes: {
      sdl: `type Ward @key(fields: "id", resolvable: false) { id: ID! } type Query { noted: [Ward] }`,
      query: { noted: [{ id: "w2" }, null, { id: "w1" }] },
    },
  }),
  cases: [
    {
      name: "the stub alone needs no look-up",
      query: "{ round { ward { id } } }",
      data: { round: { ward: { id: "w1" } } },
    },
    {
      name: "its fields come from the owner",
      query: "{ round { ward { beds id } name } }",
      data: { round: { ward: { beds: 12, id: "w1" }, name: "early" } },
    },
    {
      name: "an unknown key makes the reference null where a field must not be, and says so",
      query: "{ rounds { name ward { beds } } }",
      data: {
        rounds: [
          { name: "early", ward: { beds: 0 } },
          { name: "late", ward: null },
          { name: "lost", ward: null },
        ],
      },
      errors: ["rounds.2.ward.beds"],
    },
    {
      name: "nulls in a list of stubs stay in place",
      query: "{ noted { beds } }",
      data: { noted: [{ beds: 0 }, null, { beds: 12 }] },
    },
    {
      name: "the owner's root needs one call",
      query: '{ ward(id: "w2") { __typename beds } }',
      data: { ward: { __typename: "Ward", beds: 0 } },
    },
    { name: "an unknown one is null", query: '{ ward(id: "x") { beds } }', data: { ward: null } },
  ],
};
