import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSubgraphs } from "../subgraphs/startSubgraphs.ts";
import { headlineBody, SUPERGRAPH_FILE } from "./headlineRequest.ts";
import { referenceAnswer } from "./referenceAnswer.ts";
import { startAgencies } from "./startAgencies.ts";
import type { Workload } from "./Workload.ts";
import { withoutAccessRules } from "./withoutAccessRules.ts";

/**
 * Our headline query on the sample data. The four agencies run as processes of their own and answer each request
 * once; after that their answers are repeated, so that the core they share with the load client does not limit the gateway.
 */
export async function openHeadlineWorkload({
  directory,
  core,
}: {
  directory: string;
  core: number | undefined;
}): Promise<Workload> {
  const agencies = await startAgencies({ dataDirectory: directory, core });
  const subgraphs = await startSubgraphs({ kind: "recorded", urls: agencies.urls }, core);
  // The gateway's own subgraph is not asked; other gateways want a URL for it all the same.
  const urls = { ...subgraphs.urls, audit: "http://127.0.0.1:9/graphql" };
  const sdl = Object.entries(urls).reduce(
    (text, [name, url]) => withUrl(text, name, url),
    withoutAccessRules(readFileSync(SUPERGRAPH_FILE, "utf8")),
  );
  const supergraphFile = join(directory, "headline.graphql");
  writeFileSync(supergraphFile, sdl);
  const body = headlineBody();
  return {
    id: "headline",
    title: "headline: our own query on the sample data, subgraphs as processes",
    body,
    expected: await referenceAnswer(body, { supergraphFile, dataDirectory: directory, core }),
    supergraphFile,
    dataDirectory: directory,
    subgraphs,
    async stop() {
      await subgraphs.stop();
      await agencies.stop();
    },
  };
}

/** The supergraph with another URL for one subgraph (Federation join specification, `@join__graph`). */
function withUrl(sdl: string, name: string, url: string): string {
  const pattern = new RegExp(`(@join__graph\\(name: "${name}", url: ")[^"]*(")`);
  if (!pattern.test(sdl)) throw new Error(`the supergraph has no subgraph ${name}: run npm run compose`);
  return sdl.replace(pattern, `$1${url}$2`);
}
