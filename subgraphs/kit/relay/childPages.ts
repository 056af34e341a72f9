import DataLoader from "dataloader";
import type { Document, Filter, WithId } from "mongodb";
import { countPerKey } from "../store/countPerKey.ts";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import { firstPerKey } from "../store/firstPerKey.ts";
import { type Connection, toConnection } from "./connection.ts";
import { afterPosition, decodeCursor, type Order, type PageArgs, pageSize, sortOf } from "./pageArgs.ts";

/** Reads a parent's page of children; the pages of many parents are read in one database call. */
export type ChildPages<T> = (parentKey: string, args: PageArgs) => Promise<Connection<T>>;

/**
 * Pages of children for many parents at once, one request long (it caches).
 * Wants an index `{ [keyField]: 1, [order.field]: …, _id: … }`.
 *
 * @param options.keyField field of the child that names its parent
 * @param options.filter further condition on every child
 * @returns a function that throws GraphQLError `BAD_USER_INPUT` for a bad `first` or `after`
 */
export function createChildPages<T extends Document & { _id: string }>(
  collection: DocumentCollection<T>,
  { keyField, order, filter }: { keyField: string; order: Order; filter?: Filter<T> },
): ChildPages<WithId<T>> {
  const counts = new DataLoader<string, number>(async (keys) => {
    const found = await countPerKey(collection, keyField, [...keys], filter);
    return keys.map((key) => found.get(key) ?? 0);
  });

  const pages = new Map<string, DataLoader<string, WithId<T>[]>>();
  const pagesFor = (args: PageArgs, size: number): DataLoader<string, WithId<T>[]> => {
    const known = pages.get(JSON.stringify([size, args.after ?? null]));
    if (known) return known;
    const position = args.after ? afterPosition(order, decodeCursor(order, args.after)) : null;
    const conditions = [filter, position].filter((condition) => condition) as Filter<T>[];
    const loader = new DataLoader<string, WithId<T>[]>(async (keys) => {
      const found = await firstPerKey(collection, {
        keyField,
        keys: [...keys],
        ...(conditions.length > 0 ? { filter: { $and: conditions } as Filter<T> } : {}),
        sort: sortOf(order),
        limit: size + 1,
      });
      return keys.map((key) => found.get(key) ?? []);
    });
    pages.set(JSON.stringify([size, args.after ?? null]), loader);
    return loader;
  };

  return async (parentKey, args) => {
    const size = pageSize(args);
    const documents = await pagesFor(args, size).load(parentKey);
    return toConnection(documents as (WithId<T> & { _id: string })[], {
      size,
      order,
      args,
      totalCount: () => counts.load(parentKey),
    });
  };
}
