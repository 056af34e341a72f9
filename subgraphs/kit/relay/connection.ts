import { encodeCursor, type Order, type PageArgs } from "./pageArgs.ts";

/** A page of a list (https://relay.dev/graphql/connections.htm); `totalCount` is counted only when asked for. */
export interface Connection<T> {
  nodes: T[];
  edges: { cursor: string; node: T }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  totalCount: () => Promise<number>;
}

/** Shapes up to `size + 1` documents into a page of `size`: the extra one only tells that more follow. */
export function toConnection<T extends { _id: string }>(
  documents: T[],
  {
    size,
    order,
    args,
    totalCount,
  }: { size: number; order: Order; args: PageArgs; totalCount: () => Promise<number> },
): Connection<T> {
  const nodes = documents.slice(0, size);
  const edges = nodes.map((node) => ({ cursor: encodeCursor(order, node), node }));
  return {
    nodes,
    edges,
    pageInfo: {
      hasNextPage: documents.length > size,
      hasPreviousPage: Boolean(args.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/** A page of a list that is already in memory, in its given order: for small computed lists only. */
export function connectionOf<T extends { _id: string }>(
  items: T[],
  args: PageArgs,
  size: number,
): Connection<T> {
  const order: Order = { field: "_id", direction: 1 };
  const cursors = items.map((item) => encodeCursor(order, item));
  const start = args.after ? cursors.indexOf(args.after) + 1 : 0;
  return toConnection(items.slice(start, start + size + 1), {
    size,
    order,
    args,
    totalCount: async () => items.length,
  });
}
