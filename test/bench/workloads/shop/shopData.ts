/**
 * A small shop of our own in the proportions of the public federation benchmark (same numbers of users, products and
 * reviews per product, bodies of like length), so that figures can be set beside published ones.
 */

export interface ShopUser {
  id: string;
  name: string;
  username: string;
  birthYear: number;
}

export interface ShopProduct {
  upc: string;
  name: string;
  price: number;
  weight: number;
  inStock: boolean;
}

export interface ShopReview {
  id: string;
  body: string;
  upc: string;
  authorId: string;
}

const NAMES = ["Ada Byron", "Grace Murray", "Alan Kay", "Barbara Jane", "Edsger Wybe", "Radia Joy"];

export const USERS: readonly ShopUser[] = NAMES.map((name, index) => ({
  id: String(index + 1),
  name,
  username: `@${name.toLowerCase().replace(" ", ".")}`,
  birthYear: 1950 + index * 7,
}));

const GOODS: readonly [name: string, price: number, weight: number, inStock: boolean][] = [
  ["Bookshelf", 899, 100, true],
  ["Wardrobe", 1_299, 1_000, false],
  ["Teacup", 15, 20, false],
  ["Stool", 499, 100, false],
  ["Projector", 1_299, 1_000, true],
  ["Floor lamp", 6_999, 300, true],
  ["Oven", 3_999, 2_000, true],
  ["Piano", 100_000, 6_000, false],
  ["Hammock", 9_999, 800, true],
];

export const PRODUCTS: readonly ShopProduct[] = GOODS.map(([name, price, weight, inStock], index) => ({
  upc: String(index + 1),
  name,
  price,
  weight,
  inStock,
}));

const SENTENCES = [
  "It arrived a day early, well packed, and every screw was where the leaflet said it would be.",
  "After three months of daily use the surface shows no scratch, which is more than I can say of its predecessor.",
  "The colour differs a little from the picture, yet it suits the room better than I had hoped.",
  "My neighbour borrowed it for a weekend and ordered one of her own on the Monday after.",
  "For the price I would have liked a second handle; apart from that there is nothing to complain about.",
  "The instructions could do with a larger print, since not everybody has the eyes of a twenty-year-old.",
];

/** Which product each review is of, and how long its text is, in characters. */
const REVIEWED: readonly [upc: string, length: number][] = [
  ["1", 445],
  ["1", 290],
  ["1", 275],
  ["1", 143],
  ["2", 445],
  ["2", 290],
  ["2", 275],
  ["2", 143],
  ["3", 143],
  ["4", 143],
  ["4", 820],
];

export const REVIEWS: readonly ShopReview[] = REVIEWED.map(([upc, length], index) => ({
  id: String(index + 1),
  body: textOf(length, index),
  upc,
  authorId: "1",
}));

/** As in the public benchmark, everybody is shown with the same first two reviews. */
export const REVIEWS_OF_ANYBODY = REVIEWS.slice(0, 2);

function textOf(length: number, from: number): string {
  let text = "";
  for (let next = from; text.length < length; next++) text += `${SENTENCES[next % SENTENCES.length]} `;
  return text.slice(0, length);
}
