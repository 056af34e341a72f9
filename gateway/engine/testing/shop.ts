import type { GenerationOptions } from "../createGeneration.ts";
import { openGraph, type TestSubgraph } from "./openGraph.ts";

/** Two users, each of whom has written of both products; product 2 is also written of by its own maker. */
const USERS = [
  { id: "1", name: "Ann" },
  { id: "2", name: "Bo" },
];
const PRODUCTS = [
  { upc: "p1", name: "Pen", price: 2, weight: 3 },
  { upc: "p2", name: "Pot", price: 0, weight: 5 },
];
const REVIEWS = [
  { id: "r1", body: "fine", author: { id: "1" }, product: { upc: "p1" } },
  { id: "r2", body: "poor", author: { id: "1" }, product: { upc: "p2" } },
  { id: "r3", body: "good", author: { id: "2" }, product: { upc: "p1" } },
  { id: "r4", body: "odd", author: { id: "2" }, product: { upc: "p2" } },
];

const find = <T>(list: readonly T[], isIt: (one: T) => boolean): T | null => list.find(isIt) ?? null;

/** Four subgraphs of the shape of the public federation benchmark; a part may be replaced. */
export const SHOP = {
  accounts: {
    sdl: `
      type Query { users: [User!] me: User }
      type Mutation { rename(id: ID!, name: String!): User }
      type User @key(fields: "id") { id: ID! name: String }`,
    resolvers: {
      Query: { users: () => USERS, me: () => USERS[0] },
      Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ id, name }) },
      User: { __resolveReference: ({ id }: { id: string }) => find(USERS, (user) => user.id === id) },
    },
  },
  products: {
    sdl: `
      type Query { topProducts(first: Int = 5): [Product] product(upc: ID!): Product }
      type Product @key(fields: "upc") { upc: ID! name: String price: Int weight: Int }`,
    resolvers: {
      Query: {
        topProducts: (_: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first),
        product: (_: unknown, { upc }: { upc: string }) => find(PRODUCTS, (product) => product.upc === upc),
      },
      Product: {
        __resolveReference: ({ upc }: { upc: string }) => find(PRODUCTS, (product) => product.upc === upc),
      },
    },
  },
  reviews: {
    sdl: `
      type Review { id: ID! body: String author: User product: Product }
      type User @key(fields: "id") { id: ID! reviews: [Review!] }
      type Product @key(fields: "upc") { upc: ID! reviews(first: Int): [Review!] }`,
    resolvers: {
      User: { reviews: ({ id }: { id: string }) => REVIEWS.filter(({ author }) => author.id === id) },
      Product: {
        reviews: ({ upc }: { upc: string }, { first }: { first?: number }) =>
          REVIEWS.filter(({ product }) => product.upc === upc).slice(0, first),
      },
    },
  },
  inventory: {
    sdl: `
      type Product @key(fields: "upc") {
        upc: ID! price: Int @external weight: Int @external
        inStock: Boolean shipping: Int @requires(fields: "price weight")
      }`,
    resolvers: {
      Product: {
        inStock: ({ upc }: { upc: string }) => upc === "p1",
        shipping: ({ price, weight }: { price: number; weight: number }) => price * weight,
      },
    },
  },
} satisfies Record<string, TestSubgraph>;

export function openShop(
  replaced: Partial<Record<keyof typeof SHOP, Partial<TestSubgraph>>> = {},
  options: Partial<GenerationOptions> = {},
) {
  const subgraphs = Object.entries(SHOP).map(([name, subgraph]) => [
    name,
    { ...subgraph, ...replaced[name as keyof typeof SHOP] },
  ]);
  return openGraph(Object.fromEntries(subgraphs), options);
}
