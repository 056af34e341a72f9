import { PRODUCTS, REVIEWS, REVIEWS_OF_ANYBODY, type ShopReview, USERS } from "./shopData.ts";

interface Args {
  id: string;
  first: number;
}

const userOf = (id: string) => USERS.find((user) => user.id === id);
const productOf = (upc: string) => PRODUCTS.find((product) => product.upc === upc);
const reviewsOf = (upc: string) => REVIEWS.filter((review) => review.upc === upc);

/** Free above 1,000, else half the weight; nothing where price or weight were not sent along. */
function shippingEstimate({ price, weight }: { price?: number; weight?: number }): number | null {
  if (typeof price !== "number") return null;
  if (price > 1_000) return 0;
  return typeof weight === "number" ? Math.trunc(weight / 2) : null;
}

const accountQueries = {
  me: () => USERS[0],
  user: (_: unknown, { id }: Args) => userOf(id),
  users: () => USERS,
};
const topProducts = (_: unknown, { first }: Args) => PRODUCTS.slice(0, first);

/** Resolvers of the four subgraphs: each knows its own fields only, as separate services would. */
export const SUBGRAPH_RESOLVERS = {
  accounts: {
    Query: accountQueries,
    User: { __resolveReference: ({ id }: { id: string }) => userOf(id) },
  },
  reviews: {
    Review: {
      __resolveReference: ({ id }: { id: string }) => REVIEWS.find((review) => review.id === id),
      author: ({ authorId }: ShopReview) => ({ id: authorId, username: userOf(authorId)?.username }),
      product: ({ upc }: ShopReview) => ({ upc }),
    },
    User: { reviews: () => REVIEWS_OF_ANYBODY },
    Product: { reviews: ({ upc }: { upc: string }) => reviewsOf(upc) },
  },
  products: {
    Query: { topProducts },
    Product: { __resolveReference: ({ upc }: { upc: string }) => productOf(upc) },
  },
  inventory: {
    Product: {
      // What @requires brought stays on the object; what this service owns is added.
      __resolveReference: (sent: { upc: string }) => ({ ...sent, inStock: productOf(sent.upc)?.inStock }),
      shippingEstimate,
    },
  },
};

/** Resolvers of the same graph as one schema without federation: what the right answer is. */
export const MERGED_RESOLVERS = {
  Query: { ...accountQueries, topProducts },
  User: { reviews: () => REVIEWS_OF_ANYBODY },
  Review: {
    author: ({ authorId }: ShopReview) => userOf(authorId),
    product: ({ upc }: ShopReview) => productOf(upc),
  },
  Product: { shippingEstimate, reviews: ({ upc }: { upc: string }) => reviewsOf(upc) },
};
