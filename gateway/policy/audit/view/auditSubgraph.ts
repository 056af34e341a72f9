import { join } from "node:path";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLSchema } from "graphql";
import { loadTypeDefs } from "../../../../subgraphs/kit/graphql/loadTypeDefs.ts";
import { scalars } from "../../../../subgraphs/kit/graphql/scalars.ts";
import { firstRecord } from "../files/firstRecord.ts";
import { listSegments } from "../files/segmentFiles.ts";
import type { AuditTrail } from "../trail/AuditTrail.ts";
import { describeRecord } from "./describeRecord.ts";
import { type RecordsArgs, recordsPage } from "./recordsPage.ts";

/**
 * The gateway's own subgraph, `schema/subgraphs/audit.graphql`: its trail, for auditors. Who may ask is the access rule's matter,
 * and that they asked is recorded by the audit rule, as for every other field.
 */
export function auditSubgraph(trail: AuditTrail): {
  name: string;
  schema: GraphQLSchema;
  createContext(): object;
  ping(): Promise<void>;
  close(): Promise<void>;
} {
  const resolvers = {
    ...scalars,
    Query: {
      auditRecords: (_: unknown, args: RecordsArgs) => recordsPage(trail, args),
      auditTrail: () => describeTrail(trail),
    },
    AuditRecord: describeRecord,
    AuditedField: { outcome: ({ outcome }: { outcome: string }) => outcome.toUpperCase() },
  };
  return {
    name: "audit",
    schema: buildSubgraphSchema([{ typeDefs: loadTypeDefs("audit"), resolvers }]),
    createContext: () => ({}),
    ping: async () => {},
    // The trail is whoever's opened it.
    close: async () => {},
  };
}

async function describeTrail({ directory, head, gateway, verifiedAt }: AuditTrail) {
  const segments = await listSegments(directory);
  const [oldest] = segments;
  const opening = oldest && (await firstRecord(join(directory, oldest.name)));
  return {
    head: head.hash,
    sequence: head.sequence,
    firstKept: opening?.sequence ?? head.sequence,
    firstKeptAt: opening?.time ?? null,
    segments: segments.length,
    gateway,
    verifiedAt,
  };
}
