import { BSON } from "mongodb";
import { badInput } from "../graphql/badInput.ts";

const { EJSON } = BSON;

/** Most items one page may hold. */
const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 20;

/** Arguments of every connection field. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
}

/** The order of a list: one field that is never null, ties broken by `_id` in the same direction. */
export interface Order {
  field: string;
  direction: 1 | -1;
}

/** Where the previous page ended: the ordered field's value and the `_id` of its last document. */
export interface Position {
  value: unknown;
  id: string;
}

/** @throws GraphQLError `BAD_USER_INPUT` when `first` is outside 1–100 */
export function pageSize({ first }: PageArgs): number {
  const size = first ?? DEFAULT_PAGE_SIZE;
  if (size >= 1 && size <= MAX_PAGE_SIZE) return size;
  throw badInput(`"first" must be between 1 and ${MAX_PAGE_SIZE}; ask for the next page with "after"`);
}

/** The opaque cursor of a document in a list of this order. */
export function encodeCursor(order: Order, document: { _id: string }): string {
  const value = (document as Record<string, unknown>)[order.field];
  return Buffer.from(EJSON.stringify([order.field, value, document._id])).toString("base64url");
}

/** @throws GraphQLError `BAD_USER_INPUT` when the cursor was not made for a list of this order */
export function decodeCursor(order: Order, cursor: string): Position {
  try {
    const [field, value, id] = EJSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (field === order.field && typeof id === "string" && canBeOrdered(value)) return { value, id };
  } catch {
    // falls through to the one message below
  }
  throw badInput(`"after" is not a cursor of this list; use a page's "pageInfo.endCursor"`);
}

/** Whether a list can be ordered by such a value. Cursors come from outside: EJSON can write dates that never were, NaN and undefined. */
function canBeOrdered(value: unknown): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  if (typeof value === "number") return Number.isFinite(value);
  return value === null || typeof value === "string" || typeof value === "boolean";
}

/** The filter for everything after a position. The outer bound lets an index narrow the search before `$or`. */
export function afterPosition({ field, direction }: Order, { value, id }: Position): Record<string, unknown> {
  const [strict, loose] = direction === 1 ? ["$gt", "$gte"] : ["$lt", "$lte"];
  if (field === "_id") return { _id: { [strict as string]: id } };
  return {
    $and: [
      { [field]: { [loose as string]: value } },
      { $or: [{ [field]: { [strict as string]: value } }, { _id: { [strict as string]: id } }] },
    ],
  };
}

/** The driver's sort of an order. */
export function sortOf({ field, direction }: Order): Record<string, 1 | -1> {
  return field === "_id" ? { _id: direction } : { [field]: direction, _id: direction };
}
