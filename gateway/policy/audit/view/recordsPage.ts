import { badInput } from "../../../../subgraphs/kit/graphql/badInput.ts";
import { type PageArgs, pageSize } from "../../../../subgraphs/kit/relay/pageArgs.ts";
import type { RecordFilter } from "../read/RecordFilter.ts";
import { type RecordPlace, readBackward } from "../read/readBackward.ts";
import type { AuditTrail } from "../trail/AuditTrail.ts";
import { kindOf } from "./describeRecord.ts";

export interface RecordsArgs extends PageArgs {
  filter?: { [K in keyof RecordFilter]: string | null } | null;
}

/**
 * A page of the trail, the latest records first (https://relay.dev/graphql/connections.htm). A search that grows long ends the
 * page where it stands: `endCursor` leads on.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad `first` or `after`
 */
export async function recordsPage({ directory, durable }: AuditTrail, args: RecordsArgs) {
  const size = pageSize(args);
  const before = args.after ? decodePlace(args.after) : undefined;
  const { records, next } = await readBackward(directory, {
    filter: filterOf(args.filter),
    limit: size,
    before,
    durable,
  });
  const edges = records.map(({ record, place }) => ({ cursor: encodePlace(place), node: record }));
  return {
    nodes: records.map(({ record }) => record),
    edges,
    pageInfo: {
      hasNextPage: next !== null,
      hasPreviousPage: before !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: next ? encodePlace(next) : (edges.at(-1)?.cursor ?? null),
    },
  };
}

function filterOf(given: RecordsArgs["filter"]): RecordFilter {
  const { from, to, kind, ...rest } = Object.fromEntries(
    Object.entries(given ?? {}).filter(([, value]) => value !== null),
  ) as Record<string, string>;
  return {
    ...rest,
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
    ...(kind === undefined ? {} : { kind: kindOf(kind) }),
  };
}

const encodePlace = ({ first, at }: RecordPlace): string =>
  Buffer.from(`audit ${first} ${at}`).toString("base64url");

function decodePlace(cursor: string): RecordPlace {
  const text = Buffer.from(cursor, "base64url").toString();
  const [, first, at] = /^audit (\d{1,15}) (\d{1,15})$/.exec(text) ?? [];
  if (first === undefined || at === undefined)
    throw badInput(`"after" is not a cursor of this list; use a page's "pageInfo.endCursor"`);
  return { first: Number(first), at: Number(at) };
}
