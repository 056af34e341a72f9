// What the client decides: conditions, repeated fields, introspection, one of several operations; and values from above.
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { openGraph } from "./testing/openGraph.ts";
import { openShop } from "./testing/shop.ts";

describe("what the client decides", () => {
  it("@skip and @include, with variables and their defaults", async () => {
    const { ask, counts } = await openShop();
    const query = `query ($in: Boolean = true, $out: Boolean!) { me { name @include(if: $in) reviews @skip(if: $out) { id } } }`;
    expect(await ask(query, { out: true })).toEqual({ data: { me: { name: "Ann" } } });
    expect(counts()).toEqual({ accounts: 1 });
    expect(await ask(query, { in: false, out: false })).toEqual({
      data: { me: { reviews: [{ id: "r1" }, { id: "r2" }] } },
    });
    expect(await ask(query, { in: false, out: true })).toEqual({ data: { me: {} } });
  });

  it("more combinations of variables than have a projector of their own", async () => {
    const { ask } = await openShop();
    const names = ["a", "b", "c", "d", "e"];
    const query = `query (${names.map((name) => `$${name}: Boolean!`).join(" ")}) { me { ${names.map((name) => `${name}: name @include(if: $${name})`).join(" ")} } }`;
    for (let bits = 0; bits < 32; bits++) {
      const variables = Object.fromEntries(names.map((name, index) => [name, (bits & (1 << index)) > 0]));
      const shown = names.filter((name) => variables[name]);
      expect(await ask(query, variables)).toEqual({
        data: { me: Object.fromEntries(shown.map((name) => [name, "Ann"])) },
      });
    }
  });

  it("what is left out is not fetched, nor what it requires, and holds nothing else up", async () => {
    const { ask, counts, calls } = await openShop({
      products: { answer: () => ({ data: { topProducts: [{ __typename: "Product", upc: "p1" }] } }) },
    });
    expect(
      await ask("query ($no: Boolean!) { topProducts { shipping @include(if: $no) inStock } }", {
        no: false,
      }),
    ).toEqual({
      data: { topProducts: [{ inStock: true }] },
    });
    expect(calls[0]?.query).not.toContain("weight");
    expect(await ask("{ topProducts { ... on Product @skip(if: true) { shipping } inStock } }")).toEqual({
      data: { topProducts: [{ inStock: true }] },
    });
    expect(
      await ask("query ($x: Boolean!) { topProducts @skip(if: $x) @include(if: $x) { name } }", { x: true }),
    ).toEqual({ data: {} });
    expect(counts()).toEqual({});
    const nothingBelow =
      "query ($no: Boolean!) { topProducts { ...F @include(if: $no) } ...G } fragment F on Product { name } fragment G on Query { me @include(if: $no) { id } }";
    expect(await ask(nothingBelow, { no: false })).toEqual({ data: { topProducts: [{}] } });
  });

  it("fields selected several times are one field", async () => {
    const { ask } = await openShop();
    expect(
      await ask(
        "{ me { ...A reviews { id } ...B } } fragment A on User { reviews { body } } fragment B on User { reviews { body id } name }",
      ),
    ).toEqual({
      data: {
        me: {
          reviews: [
            { body: "fine", id: "r1" },
            { body: "poor", id: "r2" },
          ],
          name: "Ann",
        },
      },
    });
  });

  it("introspection beside data, under an alias and with a variable", async () => {
    const { ask } = await openShop();
    expect(
      await ask(
        `query ($of: String!) { a: __type(name: $of) { name fields { name } } me { __typename } root: __typename __schema { mutationType { name } } }`,
        { of: "Review" },
      ),
    ).toEqual({
      data: {
        a: { name: "Review", fields: ["id", "body", "author", "product"].map((name) => ({ name })) },
        me: { __typename: "User" },
        root: "Query",
        __schema: { mutationType: { name: "Mutation" } },
      },
    });
  });

  it("one of several operations", async () => {
    const { generation } = await openShop();
    const source = "query A { me { name } } query B { me { id } }";
    const request = { source, document: parse(source), variables: {}, context: { securityKey: "" } };
    expect(await generation.execute({ ...request, operationName: "B" })).toEqual({
      data: { me: { id: "1" } },
    });
    expect(await generation.execute({ ...request, operationName: "A" })).toEqual({
      data: { me: { name: "Ann" } },
    });
    expect((await generation.execute(request)).errors).toMatchObject([
      { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
    ]);
  });
});

describe("@fromContext", () => {
  it("gives each entity the value above it", async () => {
    const seen: string[] = [];
    const graph = await openGraph({
      a: {
        sdl: `type Query { shops: [Shop!]! } type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! items: [Item!]! }
          type Item @key(fields: "id") { id: ID! price(in: String @fromContext(field: "$shop { currency }")): String }`,
        resolvers: {
          Query: {
            shops: () => [
              { id: 1, currency: "EUR", items: [{ id: "i" }, { id: "j" }] },
              { id: 2, currency: "CNY", items: [{ id: "i" }] },
            ],
          },
          Item: {
            __resolveReference: (item: unknown) => item,
            price: ({ id }: any, args: any) => {
              seen.push(`${id} ${args.in}`);
              return `${id} in ${args.in}`;
            },
          },
        },
      },
      b: {
        sdl: `type Item @key(fields: "id") { id: ID! name: String }`,
        resolvers: { Item: { name: ({ id }: any) => id } },
      },
    });
    expect(await graph.ask("{ shops { items { price name } } }")).toEqual({
      data: {
        shops: [
          {
            items: [
              { price: "i in EUR", name: "i" },
              { price: "j in EUR", name: "j" },
            ],
          },
          { items: [{ price: "i in CNY", name: "i" }] },
        ],
      },
    });
    expect(seen.sort()).toEqual(["i CNY", "i EUR", "j EUR"]);
  });
});
