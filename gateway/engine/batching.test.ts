// How little is asked of the subgraphs: every entity once, fetches of one step in one request, and nothing mixed up by that.
import { describe, expect, it } from "vitest";
import { openGraph, representationsOf } from "./testing/openGraph.ts";
import { openShop } from "./testing/shop.ts";

const HEAVY = `query Heavy {
  users { id name reviews { id body product { upc name inStock shipping reviews { id author { id name } } } } }
  topProducts { upc name inStock shipping reviews { id author { id name reviews { product { name shipping } } } } }
}`;

describe("representations", () => {
  it("of one entity are sent once, however often it appears, and its answer stands at every place", async () => {
    const { ask, representations, counts } = await openShop();
    const { data } = await ask("{ users { reviews { product { name } } } }");
    expect(representations("products")).toEqual([
      { __typename: "Product", upc: "p1" },
      { __typename: "Product", upc: "p2" },
    ]);
    expect(data.users.map((user: any) => user.reviews.map((review: any) => review.product.name))).toEqual([
      ["Pen", "Pot"],
      ["Pen", "Pot"],
    ]);
    expect(counts()).toEqual({ accounts: 1, reviews: 1, products: 1 });
  });

  it("that look alike but are not equal are kept apart", async () => {
    const values = [1, "1", true, "true", null, 0, "", "n1;", { a: 1 }, '{"a":1}', [1]];
    const seen: any[] = [];
    const { ask } = await openGraph({
      a: {
        sdl: `scalar Any type Query { all: [T] } type T @key(fields: "id") { id: ID! p: Any q: Any }`,
        resolvers: { Query: { all: () => values.flatMap((p) => values.map((q) => ({ id: "same", p, q }))) } },
      },
      b: {
        sdl: `scalar Any type T @key(fields: "id") { id: ID! p: Any @external q: Any @external r: String @requires(fields: "p q") }`,
        resolvers: {
          T: {
            __resolveReference: (t: unknown) => seen.push(t) && t,
            r: ({ p, q }: any) => JSON.stringify([p, q]),
          },
        },
      },
    });
    const { data } = await ask("{ all { r } }");
    expect(data.all).toEqual(values.flatMap((p) => values.map((q) => ({ r: JSON.stringify([p, q]) }))));
    expect(seen).toHaveLength(values.length ** 2);
  });
});

describe("fetches", () => {
  it("of the heavy query: few calls, right answer", async () => {
    const { ask, counts, representations } = await openShop();
    const { data, errors } = await ask(HEAVY);
    expect(errors).toBeUndefined();
    expect(counts()).toEqual({ accounts: 2, products: 2, reviews: 1, inventory: 1 });
    expect(representations("reviews")).toHaveLength(4);
    expect(representations("inventory")).toHaveLength(2);
    expect(data.users[1].reviews[0].product).toEqual({
      upc: "p1",
      name: "Pen",
      inStock: true,
      shipping: 6,
      reviews: [
        { id: "r1", author: { id: "1", name: "Ann" } },
        { id: "r3", author: { id: "2", name: "Bo" } },
      ],
    });
    expect(data.topProducts[1].reviews[0].author.reviews[1].product).toEqual({ name: "Pot", shipping: 0 });
  });

  it("that ask the same of one subgraph are one; the planner's numbering of names does not keep them apart", async () => {
    const { ask, calls } = await openShop();
    await ask(
      "query Q { users { reviews { product { name } } } topProducts { reviews { product { name } } } }",
    );
    const texts = calls.filter(({ subgraph }) => subgraph === "products").map(({ query }) => query);
    expect(texts).toEqual([
      expect.stringContaining("topProducts"),
      "query Q__products($representations:[_Any!]!){_entities(representations:$representations){...on Product{name}}}",
    ]);
  });

  it("that differ go side by side in one request, with the client's variables, and their errors find home", async () => {
    const { ask, calls } = await openShop({
      reviews: {
        answer: () => ({
          data: { _e0: [{ reviews: null }, { reviews: [] }], _e1: [null, { reviews: [{ id: "x" }] }] },
          errors: [{ message: "no", path: ["_e1", 0, "reviews"] }],
        }),
      },
    });
    const answer = await ask(
      "query ($n: Int) { users { reviews { id } } topProducts { reviews(first: $n) { id } } }",
      { n: 1 },
    );
    const [call, ...others] = calls.filter(({ subgraph }) => subgraph === "reviews");
    expect(others).toEqual([]);
    expect(call?.variables).toMatchObject({
      n: 1,
      _r0: [{ id: "1" }, { id: "2" }],
      _r1: [{ upc: "p1" }, { upc: "p2" }],
    });
    expect(answer).toEqual({
      data: {
        users: [{ reviews: null }, { reviews: [] }],
        topProducts: [{ reviews: null }, { reviews: [{ id: "x" }] }],
      },
      errors: [
        { message: "no", path: ["topProducts", 0, "reviews"], extensions: { serviceName: "reviews" } },
      ],
    });
  });

  it("are asked one by one where a subgraph does not take them together, and from then on at once", async () => {
    const { ask, counts } = await openShop({
      reviews: {
        answer: ({ query, variables }) => {
          if (query.includes("_e1")) return { errors: [{ message: "aliases are not allowed" }] };
          return { data: { _entities: representationsOf(variables).map(() => ({ reviews: [] })) } };
        },
      },
    });
    const query = "{ users { reviews { id } } topProducts { reviews { id } } }";
    const expected = {
      data: { users: [{ reviews: [] }, { reviews: [] }], topProducts: [{ reviews: [] }, { reviews: [] }] },
    };
    expect(await ask(query)).toEqual(expected);
    expect(counts()).toMatchObject({ reviews: 3 });
    expect(await ask(query)).toEqual(expected);
    expect(counts()).toMatchObject({ reviews: 2 });
  });

  it("that ask less than another are answered from its answer, unless that met an error", async () => {
    const errors: object[] = [];
    const { ask, counts, representations } = await openShop({
      inventory: {
        answer: ({ query, variables }) => ({
          data: {
            _entities: representationsOf(variables).map(() => ({
              inStock: true,
              ...(query.includes("shipping") ? { shipping: 1 } : {}),
            })),
          },
          ...(query.includes("shipping") && errors.length > 0 ? { errors } : {}),
        }),
      },
    });
    const query = "{ topProducts { inStock shipping } users { reviews { product { inStock } } } }";
    const inStock = [{ product: { inStock: true } }, { product: { inStock: true } }];
    const users = [{ reviews: inStock }, { reviews: inStock }];
    expect((await ask(query)).data.users).toEqual(users);
    expect(counts().inventory).toBe(1);
    expect(representations("inventory")).toHaveLength(2);

    errors.push({ message: "no scales", path: ["_entities", 0, "shipping"] });
    const answer = await ask(query);
    expect(answer.data.users).toEqual(users);
    expect(answer.errors).toMatchObject([{ message: "no scales", path: ["topProducts", 0, "shipping"] }]);
    expect(counts().inventory).toBe(2);
  });
});

describe("one answer at several places", () => {
  it("is not mixed up where the query goes on differently", async () => {
    const { ask } = await openShop();
    const { data } = await ask(`{
      users { reviews { product { x: name } } }
      me { reviews { product { x: weight } } }
    }`);
    expect(data.users[0].reviews[0].product).toEqual({ x: "Pen" });
    expect(data.me.reviews[0].product).toEqual({ x: 3 });
  });

  it("that others hold too is not changed", async () => {
    const held = (data: unknown) => ({ answer: () => deepFreeze({ data, shared: true }) });
    const product = { __typename: "Product", upc: "p" };
    const { ask } = await openShop({
      accounts: held({ users: [{ __typename: "User", id: "1" }] }),
      reviews: held({
        _entities: [
          {
            reviews: [
              { id: "r", product },
              { id: "s", product },
            ],
          },
        ],
      }),
      products: held({ _entities: [{ name: "Pen" }] }),
    });
    const review = (id: string) => ({ id, product: { name: "Pen" } });
    expect(await ask("{ users { reviews { id product { name } } } }")).toEqual({
      data: { users: [{ reviews: [review("r"), review("s")] }] },
    });
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
