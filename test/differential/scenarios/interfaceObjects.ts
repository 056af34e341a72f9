import { byId } from "./lookUp.ts";
import type { Scenario } from "./Scenario.ts";

const media = [
  { __typename: "Book", id: "m0", title: "", pages: 0 },
  { __typename: "Film", id: "m1", title: "Reel", minutes: 90 },
];
const ratings = [
  { id: "m0", stars: 0, comments: [{ by: "", text: null }] },
  { id: "m1", stars: 5, comments: [] },
];

export const interfaceObjects: Scenario = {
  title: "a subgraph adds fields to every member of an interface without knowing them (`@interfaceObject`)",
  subgraphs: () => ({
    media: {
      sdl: `type Query { media: [Medium] medium(id: ID!): Medium film: Film }
        interface Medium @key(fields: "id") { id: ID! title: String }
        type Book implements Medium @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Medium @key(fields: "id") { id: ID! title: String minutes: Int }`,
      query: {
        media: [...media, null],
        medium: ({ id }: { id: string }) => byId(media)({ id }),
        film: media[1],
      },
      entities: { Medium: byId(media), Book: byId(media), Film: byId(media) },
    },
    lists: {
      sdl: `type Query { items: [Medium] } interface Medium { id: ID! }
        type Book implements Medium @key(fields: "id", resolvable: false) { id: ID! }
        type Film implements Medium @key(fields: "id", resolvable: false) { id: ID! }`,
      query: {
        items: [
          { __typename: "Film", id: "m1" },
          { __typename: "Book", id: "m0" },
        ],
      },
    },
    ratings: {
      sdl: `type Query { best: Medium rated: [Medium!]! }
        type Medium @key(fields: "id") @interfaceObject { id: ID! title: String @external stars: Int! comments: [Comment!]! heading: String @requires(fields: "title") }
        type Comment { by: String text: String }`,
      query: { best: ratings[1], rated: ratings },
      entities: {
        Medium: (given) => {
          const rating = byId(ratings)(given);
          return rating && { ...rating, heading: `<${given.title}>` };
        },
      },
    },
  }),
  cases: [
    {
      name: "from a subgraph that knows the interface without its key",
      query: "{ items { __typename stars } }",
      data: {
        items: [
          { __typename: "Film", stars: 5 },
          { __typename: "Book", stars: 0 },
        ],
      },
    },
    {
      name: "and for one member",
      query: "{ items { ... on Book { stars __typename } } }",
      data: { items: [{}, { stars: 0, __typename: "Book" }] },
    },
    {
      name: "added fields on the interface",
      query: "{ media { title stars } }",
      data: { media: [{ title: "", stars: 0 }, { title: "Reel", stars: 5 }, null] },
    },
    {
      name: "added fields on one member",
      query: "{ media { ... on Film { stars minutes } id } }",
      data: { media: [{ id: "m0" }, { stars: 5, minutes: 90, id: "m1" }, null] },
    },
    {
      name: "added fields of a member's own field",
      query: "{ film { stars comments { text } } }",
      data: { film: { stars: 5, comments: [] } },
    },
    {
      name: "from the object back to its real type",
      query: "{ best { __typename stars } }",
      data: { best: { __typename: "Film", stars: 5 } },
    },
    {
      name: "from the object to the interface's fields",
      query: "{ rated { stars title } }",
      data: {
        rated: [
          { stars: 0, title: "" },
          { stars: 5, title: "Reel" },
        ],
      },
    },
    {
      name: "from the object to one member",
      query: "{ rated { ... on Book { pages stars } } }",
      data: { rated: [{ pages: 0, stars: 0 }, {}] },
    },
    {
      name: "the object alone stays in its subgraph",
      query: "{ rated { id stars comments { by } } }",
      data: {
        rated: [
          { id: "m0", stars: 0, comments: [{ by: "" }] },
          { id: "m1", stars: 5, comments: [] },
        ],
      },
    },
    {
      name: "computed from the interface's field",
      query: "{ media { heading } }",
      data: { media: [{ heading: "<>" }, { heading: "<Reel>" }, null] },
    },
    {
      name: "computed, starting from the object",
      query: "{ best { heading } }",
      data: { best: { heading: "<Reel>" } },
    },
    { name: "an unknown one", query: '{ medium(id: "m7") { stars } }', data: { medium: null } },
  ],
};
