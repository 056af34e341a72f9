import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GraphQLSchema } from "graphql";
import { createPolicy } from "../../../gateway/app/createPolicy.ts";
import { gatewaySettings } from "../../../gateway/app/gatewaySettings.ts";
import { createEngine } from "../../../gateway/engine/createEngine.ts";
import { createGeneration } from "../../../gateway/engine/createGeneration.ts";
import { fixedSource } from "../../../gateway/engine/GenerationSource.ts";
import { serveGateway } from "../../../gateway/http/serveGateway.ts";
import { createLogger } from "../../../gateway/observability/log/createLogger.ts";
import { createWorkerPlanner } from "../../../gateway/planner/workerPlanner.ts";
import { inProcessTransport } from "../../../gateway/transport/inProcessTransport.ts";
import type { SubgraphTransport } from "../../../gateway/transport/SubgraphTransport.ts";
import { openSubgraph } from "../../../subgraphs/kit/server/openSubgraph.ts";
import type { SubgraphName } from "../../../subgraphs/kit/server/Subgraph.ts";
import { serveSubgraph } from "../../../subgraphs/kit/server/serveSubgraph.ts";
import { readSettings } from "../../../subgraphs/kit/server/settings.ts";
import { SAMPLE_TODAY, startClock } from "../../../subgraphs/kit/server/startClock.ts";
import type { DocumentStore } from "../../../subgraphs/kit/store/DocumentStore.ts";
import { openEmbeddedStore } from "../../../subgraphs/kit/store/embedded/openEmbeddedStore.ts";
import { SUPERGRAPH_SDL } from "../../support/openJoinedGraph.ts";
import { DEFINITIONS } from "../../support/sampleStores.ts";
import { type ReadingRole, ROLES } from "../inputs/asSomebody.ts";
import type { Door } from "../inputs/Input.ts";
import { plantCanaries } from "./canaries.ts";
import type { Tokens } from "./Knocker.ts";
import { type Writes, withWriteCount } from "./withWriteCount.ts";

/** Everything that can be knocked at, and what stands behind it. */
export interface Front extends AsyncDisposable {
  ports: Readonly<Record<Door, number>>;
  tokens: Tokens;
  /** What clients of the gateway see. */
  apiSchema: GraphQLSchema;
  /** What each subgraph answers, `_entities` included. */
  subgraphSchemas: ReadonlyMap<SubgraphName, GraphQLSchema>;
  /** Ids that exist, a few of each collection. */
  ids: readonly string[];
  /** What the playground's sign-in offers. */
  signInChoices: object | null;
  /** Documents written since the sample was loaded. */
  written(): number;
  /** A fingerprint of every document in every store; read again only after something was written. */
  fingerprint(): Promise<string>;
}

/** Small enough to open in seconds, with something in every collection. */
const SAMPLE = { seed: 20241001, scale: 0.02 };

/**
 * The gateway with its policy as `npm start` has it, and each subgraph's own server beside it, on free loopback ports
 * over the same stores, canaries planted.
 */
export async function openFront(): Promise<Front> {
  const directory = await mkdtemp(join(tmpdir(), "liandong-fuzz-"));
  const transports = new Map<string, SubgraphTransport>();
  const subgraphSchemas = new Map<SubgraphName, GraphQLSchema>();
  const ports: Partial<Record<Door, number>> = {};
  const stores: { name: SubgraphName; store: DocumentStore & { writes: Writes } }[] = [];
  const closers: (() => Promise<unknown>)[] = [];
  const ids: string[] = [];

  for (const definition of Object.values(DEFINITIONS)) {
    const { name, collections } = definition;
    const store = withWriteCount(await openEmbeddedStore({ directory: join(directory, name) }));
    const subgraph = await openSubgraph(definition, { store, sample: SAMPLE, now: startClock(SAMPLE_TODAY) });
    await plantCanaries(store, collections);
    for (const collection of collections) {
      const some = await store.collection(collection).find({}, { limit: 3 }).toArray();
      ids.push(...some.map(({ _id }) => String(_id)));
    }
    store.writes.count = 0;
    stores.push({ name, store });
    subgraphSchemas.set(name, subgraph.schema);
    transports.set(name, inProcessTransport(subgraph));
    const { port, close } = await serveSubgraph(subgraph, { port: 0, host: "127.0.0.1" });
    ports[name] = port;
    closers.push(close);
  }

  // What is wanted here is every input's own answer, not that the thousandth is told to wait.
  const settings = readSettings(gatewaySettings, {
    argv: ["--rate-limits", "off"],
    env: { DATA_DIR: directory },
  });
  const logger = createLogger({ level: "silent" });
  const policy = await createPolicy(settings, { metrics: null, logger });
  if (policy.ownSubgraphs.audit) transports.set("audit", policy.ownSubgraphs.audit);
  const planner = await createWorkerPlanner(SUPERGRAPH_SDL);
  const generation = await createGeneration({ supergraphSdl: SUPERGRAPH_SDL, planner, transports });
  const gateway = await serveGateway({
    engine: createEngine(fixedSource(generation), policy.guard),
    transports: new Map([...transports].map(([name, one]) => [name, { ...one, close: async () => {} }])),
    port: 0,
    host: "127.0.0.1",
    logger,
    ...policy.front,
    limits: {
      ...policy.documents,
      maxBodyBytes: 200_000,
      bodyTimeoutMs: 400,
      headersTimeoutMs: 5_000,
      timeoutMs: 10_000,
      maxBatch: 5,
    },
  });
  ports.gateway = gateway.port;

  const countWritten = () => stores.reduce((sum, { store }) => sum + store.writes.count, 0);
  let taken: { written: number; fingerprint: Promise<string> } | undefined;
  const tokens: Partial<Record<ReadingRole, string>> = {};
  for (const role of ROLES) tokens[role] = await policy.signIn?.tokenFor(role);
  return {
    ports: ports as Record<Door, number>,
    tokens: tokens as Tokens,
    apiSchema: generation.apiSchema,
    subgraphSchemas,
    signInChoices: policy.signIn?.choices ?? null,
    ids,
    written: countWritten,
    fingerprint: () => {
      const written = countWritten();
      if (taken?.written !== written) taken = { written, fingerprint: takeFingerprint(stores) };
      return taken.fingerprint;
    },
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await planner.close();
      await policy.close();
      for (const close of closers) await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function takeFingerprint(
  stores: readonly { name: SubgraphName; store: DocumentStore }[],
): Promise<string> {
  const hash = createHash("sha256");
  for (const { name, store } of stores) {
    for (const collection of DEFINITIONS[name].collections) {
      const documents = await store
        .collection(collection)
        .find({}, { sort: { _id: 1 } })
        .toArray();
      hash.update(JSON.stringify([name, collection, documents]));
    }
  }
  return hash.digest("base64url");
}
