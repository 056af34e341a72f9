import { byId } from "./lookUp.ts";
import type { Row, Scenario } from "./Scenario.ts";

const rows: Row[] = [
  { id: "", code: 0, region: "", org: { id: "o1" }, name: "first", grade: "A", level: 1 },
  { id: "0", code: 2, region: "north", org: { id: "" }, name: null, grade: null, level: 0 },
];

const matching = (representation: Row) =>
  rows.find((row) =>
    Object.entries(representation).every(
      ([key, value]) => key === "__typename" || JSON.stringify(row[key]) === JSON.stringify(value),
    ),
  ) ?? null;

export const keys: Scenario = {
  title: "single, compound and nested keys, with values that look like nothing",
  subgraphs: () => ({
    index: {
      sdl: `type Query { teams: [Team] same: [[Team!]] }
        type Team @key(fields: "id") @key(fields: "code region") { id: ID! code: Int! region: String! }`,
      query: { teams: [rows[0], null, rows[1], rows[0]], same: [[rows[1], rows[1]], [], null] },
      entities: { Team: matching },
    },
    names: {
      sdl: `type Team @key(fields: "code region") @key(fields: "org { id }") { code: Int! region: String! org: Org! name: String }
        type Org @shareable { id: ID! }`,
      entities: { Team: matching },
    },
    grades: {
      sdl: `type Team @key(fields: "org { id }") { org: Org! grade: String level: Int! } type Org @shareable { id: ID! }`,
      entities: { Team: matching },
    },
  }),
  cases: [
    {
      name: "a compound key of 0 and empty text",
      query: "{ teams { name } }",
      data: { teams: [{ name: "first" }, null, { name: null }, { name: "first" }] },
    },
    {
      name: "a nested key, two steps away",
      query: "{ teams { grade } }",
      data: { teams: [{ grade: "A" }, null, { grade: null }, { grade: "A" }] },
    },
    {
      name: "all of them, in the client's order",
      query: "{ teams { level id name grade code } }",
      data: {
        teams: [
          { level: 1, id: "", name: "first", grade: "A", code: 0 },
          null,
          { level: 0, id: "0", name: null, grade: null, code: 2 },
          { level: 1, id: "", name: "first", grade: "A", code: 0 },
        ],
      },
    },
    {
      name: "lists in lists, with empty ones and nulls",
      query: "{ same { level name } }",
      data: {
        same: [
          [
            { level: 0, name: null },
            { level: 0, name: null },
          ],
          [],
          null,
        ],
      },
    },
    {
      name: "the key's own value is asked in part",
      query: "{ teams { org { id } } }",
      data: { teams: [{ org: { id: "o1" } }, null, { org: { id: "" } }, { org: { id: "o1" } }] },
    },
    {
      name: "aliases on the way",
      query: "{ a: teams { x: grade } b: teams { y: name } }",
      data: {
        a: [{ x: "A" }, null, { x: null }, { x: "A" }],
        b: [{ y: "first" }, null, { y: null }, { y: "first" }],
      },
    },
    {
      name: "a client alias named as the key",
      query: "{ teams { org: region code: id grade } }",
      data: {
        teams: [
          { org: "", code: "", grade: "A" },
          null,
          { org: "north", code: "0", grade: null },
          { org: "", code: "", grade: "A" },
        ],
      },
    },
    {
      name: "a client alias named as a key of the next step",
      query: "{ teams { id: name grade } }",
      data: {
        teams: [{ id: "first", grade: "A" }, null, { id: null, grade: null }, { id: "first", grade: "A" }],
      },
    },
  ],
};

const people = [
  { id: "a", badge: null, name: "Ann" },
  { id: "b", badge: "7", name: "Bo" },
];

export const nullKeys: Scenario = {
  title: "a key that is null leads nowhere, and harms nobody else",
  subgraphs: () => ({
    lists: {
      sdl: `type Query { people: [Person] } type Person @key(fields: "badge") { badge: ID name: String @external nick: String @requires(fields: "name") }`,
      query: { people: [{ badge: null }, { badge: "7" }, { badge: "8" }] },
      entities: { Person: (given) => ({ ...given, nick: String(given.name) }) },
    },
    badges: {
      sdl: `type Person @key(fields: "badge") { badge: ID name: String }`,
      entities: {
        Person: ({ badge }) =>
          badge === null ? null : (people.find((person) => person.badge === badge) ?? null),
      },
    },
  }),
  cases: [
    {
      name: "fields behind it are null",
      query: "{ people { badge name } }",
      data: {
        people: [
          { badge: null, name: null },
          { badge: "7", name: "Bo" },
          { badge: "8", name: null },
        ],
      },
    },
    {
      name: "what has all it requires is computed",
      query: "{ people { nick badge } }",
      data: {
        people: [
          { nick: null, badge: null },
          { nick: "Bo", badge: "7" },
          { nick: null, badge: "8" },
        ],
      },
    },
  ],
};

const users = [{ id: "u1", name: "Wu", email: "w@x", visits: 0 }];

export const sharedAndMoved: Scenario = {
  title: "shared, provided and moved fields",
  subgraphs: () => ({
    old: {
      sdl: `type Query { old: User } type User @key(fields: "id") { id: ID! name: String @shareable email: String }`,
      query: { old: { id: "u1", name: "Wu", email: () => new Error("moved away") } },
      entities: { User: (given) => ({ ...byId(users)(given), email: () => new Error("moved away") }) },
    },
    fresh: {
      sdl: `type Query { users: [User] @provides(fields: "visits") plain: [User] holder: Holder }
        type User @key(fields: "id") { id: ID! name: String @shareable email: String @override(from: "old") visits: Int @external }
        union Holder = User`,
      query: {
        users: [{ ...users[0], visits: 100 }],
        plain: users,
        holder: { __typename: "User", ...users[0] },
      },
      entities: { User: byId(users) },
    },
    counts: {
      sdl: `type User @key(fields: "id") { id: ID! visits: Int @shareable }`,
      entities: { User: byId(users) },
    },
  }),
  cases: [
    {
      name: "a moved field comes from its new owner",
      query: "{ old { email } }",
      data: { old: { email: "w@x" } },
    },
    {
      name: "a moved field where the new owner answers anyway",
      query: "{ plain { email name } }",
      data: { plain: [{ email: "w@x", name: "Wu" }] },
    },
    {
      name: "a provided field comes along with its path",
      query: "{ users { visits } }",
      data: { users: [{ visits: 100 }] },
    },
    {
      name: "on another path it comes from its owner",
      query: "{ plain { visits } }",
      data: { plain: [{ visits: 0 }] },
    },
    {
      name: "a shared field where it is",
      query: "{ old { name } users { name } }",
      data: { old: { name: "Wu" }, users: [{ name: "Wu" }] },
    },
    {
      name: "through a union",
      query: "{ holder { ... on User { visits email } } }",
      data: { holder: { visits: 0, email: "w@x" } },
    },
  ],
};

export const providedOnMembers: Scenario = {
  title: "`@provides` on members of an abstract type",
  subgraphs: () => ({
    shelf: {
      sdl: `type Query { items: [Item] @provides(fields: "... on Toy { colour } ... on Game { players }") bare: [Item] }
        interface Item { id: ID! }
        type Toy implements Item @key(fields: "id") { id: ID! colour: String @external }
        type Game implements Item @key(fields: "id") { id: ID! players: Int @external }`,
      query: {
        items: [
          { __typename: "Toy", id: "t", colour: "" },
          { __typename: "Game", id: "g", players: 0 },
        ],
        bare: [
          { __typename: "Game", id: "g" },
          { __typename: "Toy", id: "t" },
        ],
      },
      entities: { Toy: ({ id }) => ({ id }), Game: ({ id }) => ({ id }) },
    },
    store: {
      sdl: `type Toy @key(fields: "id") { id: ID! colour: String @shareable } type Game @key(fields: "id") { id: ID! players: Int @shareable age: Int }`,
      entities: { Toy: () => ({ colour: "blue" }), Game: () => ({ players: 4, age: 9 }) },
    },
  }),
  cases: [
    {
      name: "the provided ones come along",
      query: "{ items { ... on Toy { colour } ... on Game { players } } }",
      data: { items: [{ colour: "" }, { players: 0 }] },
    },
    {
      name: "what is not provided is fetched",
      query: "{ items { ... on Game { players age } } }",
      data: { items: [{}, { players: 0, age: 9 }] },
    },
    {
      name: "on a path without it all are fetched",
      query: "{ bare { ... on Toy { colour } ... on Game { players } } }",
      data: { bare: [{ players: 4 }, { colour: "blue" }] },
    },
  ],
};
