import { join } from "node:path";
import { inProcessTransport } from "../../gateway/transport/inProcessTransport.ts";
import { offTransport } from "../../gateway/transport/offTransport.ts";
import type { SubgraphTransport } from "../../gateway/transport/SubgraphTransport.ts";
import { hospitals } from "../../subgraphs/hospitals/subgraph.ts";
import { openSubgraph } from "../../subgraphs/kit/server/openSubgraph.ts";
import { SAMPLE_TODAY, startClock } from "../../subgraphs/kit/server/startClock.ts";
import { type CallCount, withCallCount } from "../../subgraphs/kit/store/countCalls.ts";
import { openEmbeddedStore } from "../../subgraphs/kit/store/embedded/openEmbeddedStore.ts";
import { stations } from "../../subgraphs/stations/subgraph.ts";
import { talent } from "../../subgraphs/talent/subgraph.ts";
import { volunteers } from "../../subgraphs/volunteers/subgraph.ts";

export const DEFINITIONS = { hospitals, volunteers, stations, talent };

/** The shipped sample data. */
export const SAMPLE = { seed: 20241001, scale: 1 };

/** The secrets of the sample's subgraphs: with the same ones, the same pseudonyms are given and the same figures withheld. */
export const SAMPLE_SECRETS = {
  protection: { threshold: 5, secret: "known to tests alone" },
  pseudonymKey: Buffer.from("known to tests alone, 32 characters"),
};

/** The four subgraphs in process, on stores below `directory`; `calls` counts each store's database calls. */
export async function openSampleSubgraphs(directory: string, sample = SAMPLE) {
  const transports = new Map<string, SubgraphTransport>();
  const calls = new Map<string, CallCount>();
  for (const definition of Object.values(DEFINITIONS)) {
    const store = withCallCount(await openEmbeddedStore({ directory: join(directory, definition.name) }));
    const subgraph = await openSubgraph(definition, {
      store,
      sample,
      now: startClock(SAMPLE_TODAY),
      ...SAMPLE_SECRETS,
    });
    transports.set(definition.name, inProcessTransport(subgraph));
    calls.set(definition.name, store.calls);
  }
  // The gateway's own subgraph: tests that read the audit trail put one in its place.
  transports.set("audit", offTransport("audit"));
  return { transports, calls };
}
