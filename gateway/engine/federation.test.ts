// What a client gets from subgraphs that own parts of one graph: every way in which Federation 2 splits a type.
import { describe, expect, it } from "vitest";
import { openGraph } from "./testing/openGraph.ts";
import { openShop } from "./testing/shop.ts";

/** What a graph of these subgraphs answers. */
const expectAnswer = async (
  subgraphs: Parameters<typeof openGraph>[0],
  query: string,
  variables?: Record<string, unknown>,
) => {
  const { ask } = await openGraph(subgraphs);
  return expect(await ask(query, variables));
};

describe("entities", () => {
  it("fields of one entity come from several subgraphs, in the order of the query", async () => {
    const { ask } = await openShop();
    const answer = await ask("{ me { reviews { product { inStock name } id } name } }");
    expect(JSON.stringify(answer)).toBe(
      JSON.stringify({
        data: {
          me: {
            reviews: [
              { product: { inStock: true, name: "Pen" }, id: "r1" },
              { product: { inStock: false, name: "Pot" }, id: "r2" },
            ],
            name: "Ann",
          },
        },
      }),
    );
  });

  it("a required field is fetched first, falsy values and all, and not shown", async () => {
    const { ask, representations } = await openShop();
    expect(await ask("{ topProducts { shipping } }")).toEqual({
      data: { topProducts: [{ shipping: 6 }, { shipping: 0 }] },
    });
    expect(representations("inventory")).toEqual([
      { __typename: "Product", upc: "p1", price: 2, weight: 3 },
      { __typename: "Product", upc: "p2", price: 0, weight: 5 },
    ]);
  });

  it("an entity that its subgraph does not know is null where it was asked", async () => {
    const { ask } = await openShop({
      accounts: { answer: () => ({ data: { _entities: [null] } }) },
    });
    expect(await ask('{ product(upc: "p1") { reviews(first: 1) { author { name id } } } }')).toEqual({
      data: { product: { reviews: [{ author: { name: null, id: "1" } }] } },
    });
  });

  it("required objects and lists are handed over whole", async () => {
    const sent: any[] = [];
    (
      await expectAnswer(
        {
          a: {
            sdl: `type Query { box: Box } type Box @key(fields: "id") { id: ID! size: Size tags: [Tag!] } type Size { w: Int h: Int } type Tag { name: String n: Int }`,
            resolvers: {
              Query: {
                box: () => ({ id: 1, size: { w: 2, h: null }, tags: [{ name: "x", n: 0 }, { name: "y" }] }),
              },
            },
          },
          b: {
            sdl: `type Box @key(fields: "id") { id: ID! size: Size @external tags: [Tag!] @external area: Int @requires(fields: "size { w h } tags { name }") } type Size { w: Int @external h: Int @external } type Tag { name: String @external }`,
            resolvers: {
              Box: {
                __resolveReference: (box: unknown) => sent.push(box) && box,
                area: ({ size, tags }: any) => size.w * tags.length,
              },
            },
          },
        },
        "{ box { area } }",
      )
    ).toEqual({ data: { box: { area: 4 } } });
    expect(sent).toEqual([
      { __typename: "Box", id: "1", size: { w: 2, h: null }, tags: [{ name: "x" }, { name: "y" }] },
    ]);
  });

  it("one field required twice with different arguments is fetched twice", async () => {
    (
      await expectAnswer(
        {
          a: {
            sdl: `type Query { item: Item } type Item @key(fields: "id") { id: ID! price(in: String!): Int }`,
            resolvers: {
              Query: { item: () => ({ id: 1 }) },
              Item: { price: (_: unknown, args: any) => (args.in === "EUR" ? 2 : 3) },
            },
          },
          b: {
            sdl: `type Item @key(fields: "id") { id: ID! price(in: String!): Int @external
              euros: String @requires(fields: "price(in: \\"EUR\\")") dollars: String @requires(fields: "price(in: \\"USD\\")") }`,
            resolvers: {
              Item: {
                euros: ({ price }: any) => `${price} EUR`,
                dollars: ({ price }: any) => `${price} USD`,
              },
            },
          },
        },
        `{ item { dollars price(in: "EUR") usd: price(in: "USD") euros } }`,
      )
    ).toEqual({ data: { item: { dollars: "3 USD", price: 2, usd: 3, euros: "2 EUR" } } });
  });

  it("an alias may have the name of a key or a required field", async () => {
    const { ask } = await openShop();
    expect(
      await ask("{ topProducts(first: 1) { price: name upc: weight shipping __typename: inStock } }"),
    ).toEqual({
      data: { topProducts: [{ price: "Pen", upc: 3, shipping: 6, __typename: true }] },
    });
  });

  it("nested keys, composite keys and several keys", async () => {
    (
      await expectAnswer(
        {
          a: {
            sdl: `type Query { seat: Seat } type Seat @key(fields: "row { id } n") { row: Row! n: Int! } type Row { id: ID! }`,
            resolvers: { Query: { seat: () => ({ row: { id: "A" }, n: 7 }) } },
          },
          b: {
            sdl: `type Seat @key(fields: "row { id } n") @key(fields: "code") { row: Row! n: Int! code: ID! } type Row { id: ID! }`,
            resolvers: {
              Seat: { __resolveReference: (seat: any) => ({ ...seat, code: seat.row.id + seat.n }) },
            },
          },
          c: {
            sdl: `type Seat @key(fields: "code") { code: ID! taken: Boolean }`,
            resolvers: { Seat: { taken: ({ code }: any) => code === "A7" } },
          },
        },
        "{ seat { taken } }",
      )
    ).toEqual({ data: { seat: { taken: true } } });
  });
});

describe("ownership", () => {
  it("@provides saves a fetch, @override moves a field", async () => {
    const graph = await openGraph({
      a: {
        sdl: `type Query { post: Post } type Post { author: User @provides(fields: "name") } type User @key(fields: "id") { id: ID! name: String @external age: Int @override(from: "b") }`,
        resolvers: {
          Query: { post: () => ({ author: { id: 1, name: "given" } }) },
          User: { age: () => 40 },
        },
      },
      b: {
        sdl: `type User @key(fields: "id") { id: ID! name: String @shareable age: Int }`,
        resolvers: { User: { name: () => "own", age: () => 4 } },
      },
    });
    expect(await graph.ask("{ post { author { name age } } }")).toEqual({
      data: { post: { author: { name: "given", age: 40 } } },
    });
    expect(graph.counts()).toEqual({ a: 1 });
  });

  it("a value type that two subgraphs share is merged", async () => {
    (
      await expectAnswer(
        {
          a: {
            sdl: `type Query { place: Place } type Place @key(fields: "id") { id: ID! at: At @shareable } type At @shareable { x: Int }`,
            resolvers: { Query: { place: () => ({ id: 1, at: { x: 1 } }) } },
          },
          b: {
            sdl: `type Place @key(fields: "id") { id: ID! at: At @shareable } type At { x: Int @shareable y: Int }`,
            resolvers: { Place: { at: () => ({ x: 1, y: 2 }) } },
          },
        },
        "{ place { at { x y } } }",
      )
    ).toEqual({ data: { place: { at: { x: 1, y: 2 } } } });
  });

  it("a key that is not resolvable is never used to enter a subgraph", async () => {
    (
      await expectAnswer(
        {
          a: {
            sdl: `type Query { me: User } type User @key(fields: "id") { id: ID! name: String }`,
            resolvers: { Query: { me: () => ({ id: 1, name: "Ann" }) } },
          },
          b: {
            sdl: `type Query { latest: Post } type Post { author: User } type User @key(fields: "id", resolvable: false) { id: ID! }`,
            resolvers: {
              Query: { latest: () => ({ author: { id: 1 } }) },
              User: {
                __resolveReference: () => {
                  throw new Error("not resolvable");
                },
              },
            },
          },
        },
        "{ me { id name } latest { author { id } } }",
      )
    ).toEqual({ data: { me: { id: "1", name: "Ann" }, latest: { author: { id: "1" } } } });
  });
});
