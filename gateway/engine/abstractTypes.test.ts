// Interfaces, unions and interface objects: each object of an answer has the fields of its own type.
import { expect, it } from "vitest";
import { openGraph } from "./testing/openGraph.ts";

/** What a graph of these subgraphs answers. */
const expectAnswer = async (
  subgraphs: Parameters<typeof openGraph>[0],
  query: string,
  variables?: Record<string, unknown>,
) => {
  const { ask } = await openGraph(subgraphs);
  return expect(await ask(query, variables));
};

const MEDIA = {
  a: {
    sdl: `type Query { all: [Media] any: [Thing!]! grid: [[Media!]!] } interface Media { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Float } union Thing = Book | Film | Plain type Plain { note: String }`,
    resolvers: {
      Query: {
        all: () => [BOOK, null, FILM],
        any: () => [FILM, { __typename: "Plain", note: "n" }, BOOK],
        grid: () => [[BOOK, FILM], []],
      },
    },
  },
  b: {
    sdl: `type Book @key(fields: "id") { id: ID! lent: Boolean } type Film @key(fields: "id") { id: ID! seen: Int }`,
    resolvers: { Book: { lent: () => false }, Film: { seen: () => 0 } },
  },
};
const BOOK = { __typename: "Book", id: "b", title: "B", pages: 9 };
const FILM = { __typename: "Film", id: "f", title: "F", minutes: 1.5 };

it("each object has the fields of its type", async () => {
  (
    await expectAnswer(
      MEDIA,
      `{ all { ...M } any { __typename ... on Film { minutes seen } ... on Book { x: pages lent } ... on Plain { note } } }
         fragment M on Media { kind: __typename title ... on Book { lent } }`,
    )
  ).toEqual({
    data: {
      all: [{ kind: "Book", title: "B", lent: false }, null, { kind: "Film", title: "F" }],
      any: [
        { __typename: "Film", minutes: 1.5, seen: 0 },
        { __typename: "Plain", note: "n" },
        { __typename: "Book", x: 9, lent: false },
      ],
    },
  });
});

it("lists of lists keep their shape", async () => {
  (await expectAnswer(MEDIA, "{ grid { id ... on Film { seen } ... on Book { lent } } }")).toEqual({
    data: {
      grid: [
        [
          { id: "b", lent: false },
          { id: "f", seen: 0 },
        ],
        [],
      ],
    },
  });
});

it("one response key for fields of two types", async () => {
  (await expectAnswer(MEDIA, "{ any { ... on Film { n: seen } ... on Book { n: pages } } }")).toEqual({
    data: { any: [{ n: 0 }, {}, { n: 9 }] },
  });
});

it("a subgraph that knows an interface as one object answers for all of its types", async () => {
  const subgraphs = {
    a: {
      sdl: `type Query { all: [Media] } interface Media @key(fields: "id") { id: ID! title: String } type Book implements Media @key(fields: "id") { id: ID! title: String }`,
      resolvers: {
        Query: { all: () => [BOOK] },
        Media: { __resolveReference: ({ id }: any) => ({ __typename: "Book", id, title: "B" }) },
        Book: { __resolveReference: ({ id }: any) => ({ id, title: "B" }) },
      },
    },
    b: {
      sdl: `type Query { top: Media } type Media @key(fields: "id") @interfaceObject { id: ID! score: Int }`,
      resolvers: {
        Query: { top: () => ({ id: "t" }) },
        Media: { score: ({ id }: any) => (id === "b" ? 5 : 6) },
      },
    },
  };
  const graph = await openGraph(subgraphs);
  expect(await graph.ask("{ all { __typename score } }")).toEqual({
    data: { all: [{ __typename: "Book", score: 5 }] },
  });
  expect(graph.representations("b")).toEqual([{ __typename: "Media", id: "b" }]);
  expect(await graph.ask("{ top { score } }")).toEqual({ data: { top: { score: 6 } } });
  expect(await graph.ask("{ top { score __typename title ... on Book { id } } }")).toEqual({
    data: { top: { score: 6, __typename: "Book", title: "B", id: "t" } },
  });
});

it("conditions that exclude one another leave the rest alone, in named fragments too", async () => {
  const subgraphs = {
    a: {
      sdl: `type Query { it: I n: Int } interface I { l: Int } union U = P type P implements I { l: Int p: Int } type Q implements I { l: Int q: Int }`,
      resolvers: { Query: { it: () => ({ __typename: "P", l: 1, p: 2 }), n: () => 3 } },
    },
  };
  (await expectAnswer(subgraphs, "{ it { ... on U { ... on I { ... on Q { q } } } } }")).toEqual({
    data: { it: {} },
  });
  const query = `{ n it { ...F ... on U { ...F ... on I { l } } } } fragment F on I { ... on Q { q } ... on P { p } }`;
  (await expectAnswer(subgraphs, query)).toEqual({ data: { n: 3, it: { p: 2, l: 1 } } });
});
