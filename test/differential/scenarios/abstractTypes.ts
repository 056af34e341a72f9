import { byId } from "./lookUp.ts";
import type { Scenario } from "./Scenario.ts";

const clinics = [{ id: "c1", name: "North", doctors: 0 }];
const stations = [
  { id: "s1", name: "South", volunteers: [] as string[] },
  { id: "s2", name: null, volunteers: ["a"] },
];

export const abstractTypes: Scenario = {
  title: "unions and interfaces whose members differ from subgraph to subgraph",
  subgraphs: () => ({
    places: {
      sdl: `type Query { venues: [Venue] venue: Venue places: [Place!] }
        union Venue = Clinic | Station | Tent
        interface Place { id: ID! name: String }
        type Clinic implements Place @key(fields: "id") { id: ID! name: String }
        type Station implements Place @key(fields: "id") { id: ID! name: String }
        type Tent { colour: String }`,
      query: {
        venues: [
          { __typename: "Clinic", ...clinics[0] },
          { __typename: "Tent", colour: "" },
          null,
          { __typename: "Station", ...stations[1] },
          { __typename: "Station", ...stations[0] },
        ],
        venue: { __typename: "Tent", colour: "red" },
        places: [
          { __typename: "Station", ...stations[0] },
          { __typename: "Clinic", ...clinics[0] },
        ],
      },
      entities: { Clinic: byId(clinics), Station: byId(stations) },
    },
    staff: {
      sdl: `type Query { busiest: Venue } union Venue = Clinic
        type Clinic @key(fields: "id") { id: ID! doctors: Int! }
        type Station @key(fields: "id") { id: ID! volunteers: [String!]! lead: Clinic }`,
      query: { busiest: { __typename: "Clinic", id: "c1", doctors: 0 } },
      entities: {
        Clinic: byId(clinics),
        Station: byId(stations.map((station) => ({ ...station, lead: clinics[0] }))),
      },
    },
  }),
  cases: [
    {
      name: "each member's fields from their owner, in place",
      query:
        "{ venues { __typename ... on Clinic { doctors } ... on Station { volunteers } ... on Tent { colour } } }",
      data: {
        venues: [
          { __typename: "Clinic", doctors: 0 },
          { __typename: "Tent", colour: "" },
          null,
          { __typename: "Station", volunteers: ["a"] },
          { __typename: "Station", volunteers: [] },
        ],
      },
    },
    {
      name: "one member only: the others are empty objects",
      query: "{ venues { ... on Station { name } } }",
      data: { venues: [{}, {}, null, { name: null }, { name: "South" }] },
    },
    {
      name: "a member unknown to the subgraph asked",
      query: "{ busiest { ... on Station { volunteers } ... on Clinic { name doctors } } }",
      data: { busiest: { name: "North", doctors: 0 } },
    },
    {
      name: "only members unknown to it",
      query: "{ busiest { ... on Tent { colour } } }",
      data: { busiest: {} },
    },
    {
      name: "an interface's own fields and a member's",
      query: "{ places { name ... on Clinic { doctors } id } }",
      data: {
        places: [
          { name: "South", id: "s1" },
          { name: "North", doctors: 0, id: "c1" },
        ],
      },
    },
    {
      name: "the typename in the middle keeps its place",
      query: "{ places { id t: __typename name __typename } }",
      data: {
        places: [
          { id: "s1", t: "Station", name: "South", __typename: "Station" },
          { id: "c1", t: "Clinic", name: "North", __typename: "Clinic" },
        ],
      },
    },
    {
      name: "an interface condition on a union",
      query: "{ venues { ... on Place { id } } }",
      data: { venues: [{ id: "c1" }, {}, null, { id: "s2" }, { id: "s1" }] },
    },
    {
      name: "through a member to another member",
      query: "{ places { ... on Station { lead { name doctors } } } }",
      data: { places: [{ lead: { name: "North", doctors: 0 } }, {}] },
    },
    {
      name: "named fragments nested in one another",
      query: "{ places { ...P } } fragment P on Place { ...S id } fragment S on Station { volunteers }",
      data: { places: [{ volunteers: [], id: "s1" }, { id: "c1" }] },
    },
    {
      name: "conditions around fragments",
      query:
        "query ($yes: Boolean!) { venue { ... on Tent @skip(if: $yes) { colour } __typename @include(if: $yes) } }",
      variables: { yes: true },
      data: { venue: { __typename: "Tent" } },
    },
  ],
};
