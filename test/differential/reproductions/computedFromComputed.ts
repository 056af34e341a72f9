import type { Scenario } from "../scenarios/Scenario.ts";

const rows = [{ code: "1" }, { code: "2" }];

/** Found by the random comparison: the root returns the entity in the subgraph that owns the middle link. */
export const computedFromComputed: Scenario = {
  title: "a computed field requires one that is computed in the subgraph where the way began",
  subgraphs: () => ({
    start: {
      sdl: `type Query { row: Row }
        type Row @key(fields: "code") { code: ID! flag: String peers: [Row!] @external size: Int @external middle: String @requires(fields: "peers { size } size") }`,
      query: { row: { ...rows[0], flag: "F" } },
      entities: {
        Row: (given) => ({
          ...given,
          flag: "F",
          middle: JSON.stringify([given.peers, given.size].map((part) => part ?? "lost")),
        }),
      },
    },
    end: {
      sdl: `type Row @key(fields: "code") { code: ID! peers: [Row!] size: Int flag: String @external middle: String @external last: String @requires(fields: "flag middle") }`,
      entities: {
        Row: (given) => ({
          ...given,
          size: 0,
          peers: [{ code: "2", size: 5 }],
          last: `${given.flag}:${given.middle}`,
        }),
      },
    },
  }),
  cases: [
    {
      name: "the middle link",
      query: "{ row { middle } }",
      data: { row: { middle: '[[{"size":5}],0]' } },
    },
    {
      name: "the last link",
      query: "{ row { last } }",
      fault: "the plan asks the start for the middle link without a representation",
      data: { row: { last: 'F:[[{"size":5}],0]' } },
    },
  ],
};
