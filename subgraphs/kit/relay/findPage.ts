import type { Document, Filter, WithId } from "mongodb";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import { type Connection, toConnection } from "./connection.ts";
import { afterPosition, decodeCursor, type Order, type PageArgs, pageSize, sortOf } from "./pageArgs.ts";

/**
 * One page of a collection, by keyset: its cost does not grow with how far the reader has paged.
 * Wants an index on the filtered fields followed by the ordered one.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad `first` or `after`
 */
export async function findPage<T extends Document & { _id: string }>(
  collection: DocumentCollection<T>,
  filter: Filter<T>,
  order: Order,
  args: PageArgs,
): Promise<Connection<WithId<T>>> {
  const size = pageSize(args);
  const position = args.after ? afterPosition(order, decodeCursor(order, args.after)) : null;
  const pageFilter = position ? ({ $and: [filter, position] } as Filter<T>) : filter;
  const documents = await collection.find(pageFilter, { sort: sortOf(order), limit: size + 1 }).toArray();
  return toConnection(documents as (WithId<T> & { _id: string })[], {
    size,
    order,
    args,
    totalCount: () => collection.countDocuments(filter),
  });
}
