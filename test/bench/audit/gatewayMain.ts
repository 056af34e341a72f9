// A gateway of the audit benchmark, in a process of its own: with or without a trail, over the sample data in this process.
import { join } from "node:path";
import pino from "pino";
import { createEngine } from "../../../gateway/engine/createEngine.ts";
import { createGeneration } from "../../../gateway/engine/createGeneration.ts";
import type { Generation } from "../../../gateway/engine/Generation.ts";
import { fixedSource } from "../../../gateway/engine/GenerationSource.ts";
import { serveGateway } from "../../../gateway/http/serveGateway.ts";
import type { AppliedDirective } from "../../../gateway/planner/describeDirectives.ts";
import { auditRule } from "../../../gateway/policy/audit/rule/auditRule.ts";
import { openTrail } from "../../../gateway/policy/audit/trail/openTrail.ts";
import { createGuard } from "../../../gateway/policy/guard/createGuard.ts";
import type { SubgraphAnswer, SubgraphTransport } from "../../../gateway/transport/SubgraphTransport.ts";
import { SUPERGRAPH_SDL } from "../../support/openJoinedGraph.ts";
import { openSampleSubgraphs, SAMPLE } from "../../support/sampleStores.ts";
import type { AuditGateway, AuditOrder } from "./AuditOrder.ts";

/** Classified here whatever the supergraph says, so that the same is measured at any time. */
const CLASSIFIED: AppliedDirective[] = ["MedicalSocialWorker", "SocialWorker"].map((type) => ({
  coordinate: `${type}.name`,
  name: "classified",
  args: { level: "L2", category: "NAME" },
  subgraphs: ["talent"],
}));

/** Gives each answer of a subgraph again: what is left is the gateway's own work. */
function repeating(transport: SubgraphTransport): SubgraphTransport {
  const known = new Map<string, SubgraphAnswer>();
  return {
    ...transport,
    async execute(request, context) {
      const key = JSON.stringify([request.query, request.variables]);
      let answer = known.get(key);
      if (!answer) {
        answer = { ...(await transport.execute(request, context)), shared: true };
        known.set(key, answer);
      }
      return answer;
    },
  };
}

async function start({ directory, audited, repeated }: AuditOrder): Promise<AuditGateway> {
  const { transports } = await openSampleSubgraphs(join(directory, "sample"), { ...SAMPLE, scale: 0.1 });
  if (repeated) for (const [name, transport] of transports) transports.set(name, repeating(transport));
  const generation = await createGeneration({
    supergraphSdl: SUPERGRAPH_SDL,
    transports,
    // Clients that ask the same at the same time would share one execution, and each still have a record of its own.
    shareClientQueries: false,
  });
  const graph: Generation = { ...generation, directives: [...generation.directives, ...CLASSIFIED] };
  const trail = audited
    ? (await openTrail({ directory: join(directory, `audit-${process.pid}`) })).trail
    : null;
  const guard = createGuard(trail ? [auditRule(trail)] : []);
  const { port } = await serveGateway({
    engine: createEngine(fixedSource(graph), (_, request) => guard(graph, request)),
    transports,
    port: 0,
    host: "127.0.0.1",
    logger: pino({ level: "silent" }),
    console: false,
  });
  return { url: `http://127.0.0.1:${port}/graphql`, pid: process.pid };
}

process.on("message", async (order: AuditOrder) => process.send?.(await start(order)));
process.on("disconnect", () => process.exit(0));
