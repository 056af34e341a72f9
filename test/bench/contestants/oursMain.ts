// Our gateway put together for the benchmark, so that what is shared can be chosen: oursMain.ts SHARING SUPERGRAPH PORT [DATA].
// With a directory of sample data the subgraphs run in this process. Everything else has its default.
import { readFileSync } from "node:fs";
import pino from "pino";
import { createEngine } from "../../../gateway/engine/createEngine.ts";
import { createGeneration } from "../../../gateway/engine/createGeneration.ts";
import { fixedSource } from "../../../gateway/engine/GenerationSource.ts";
import { serveGateway } from "../../../gateway/http/serveGateway.ts";
import { readSupergraph } from "../../../gateway/supergraph/readSupergraph.ts";
import { createTransport } from "../../../gateway/transport/createTransport.ts";
import type { SubgraphTransport } from "../../../gateway/transport/SubgraphTransport.ts";
import { openSampleSubgraphs } from "../../support/sampleStores.ts";

const [sharing = "", supergraphFile = "", port = "", dataDirectory] = process.argv.slice(2);
const shareQueries = sharing !== "nothing";
const logger = pino({ level: "warn" }, pino.destination(2));

const inProcess = dataDirectory ? (await openSampleSubgraphs(dataDirectory)).transports : undefined;
const transports = new Map<string, SubgraphTransport>();
for (const [name, url] of readSupergraph(supergraphFile).subgraphs) {
  const base = inProcess?.get(name);
  transports.set(name, createTransport({ name, shareQueries, ...(base ? { base } : { url }) }));
}
const generation = await createGeneration({
  supergraphSdl: readFileSync(supergraphFile, "utf8"),
  transports,
  shareClientQueries: sharing === "client queries",
  onFailure: ({ serviceName, code }) => logger.warn({ subgraph: serviceName, code }, "a call failed"),
});
const { close } = await serveGateway({
  engine: createEngine(fixedSource(generation)),
  transports,
  port: Number(port),
  host: "127.0.0.1",
  logger,
});
process.once("SIGTERM", () => close().then(() => process.exit(0)));
