import { join } from "node:path";
import { inProcessTransport } from "../../gateway/transport/inProcessTransport.ts";
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
      protection: { threshold: 5, secret: "known to tests alone" },
    });
    transports.set(definition.name, inProcessTransport(subgraph));
    calls.set(definition.name, store.calls);
  }
  return { transports, calls };
}
