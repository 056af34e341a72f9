import { join } from "node:path";
import { pseudonymKey } from "../privacy/pseudonymKey.ts";
import { openStore } from "../store/openStore.ts";
import { type hostSettings, protectionOf, sampleOf, todayOf } from "./hostSettings.ts";
import { type OpenSubgraph, openSubgraph } from "./openSubgraph.ts";
import { progressBar } from "./progressBar.ts";
import type { AnySubgraphDefinition } from "./Subgraph.ts";
import type { SettingsOf } from "./settings.ts";
import { startClock } from "./startClock.ts";

/**
 * Opens a subgraph on the store its host's settings name: a database or a directory of its own, shared with no other agency.
 * @throws StoreOpenError when the store cannot be used; StartError for settings that production mode does not allow
 */
export async function openHostedSubgraph(
  definition: AnySubgraphDefinition,
  settings: SettingsOf<typeof hostSettings>,
): Promise<OpenSubgraph> {
  const key = pseudonymKey(settings);
  const protection = protectionOf(settings);
  const store = await openStore({
    ...(settings.MONGODB_URL ? { mongodbUrl: settings.MONGODB_URL } : {}),
    dataDirectory: join(settings.DATA_DIR, definition.name),
    database: `liandong_${definition.name}`,
  });
  return openSubgraph(definition, {
    store,
    protection,
    sample: sampleOf(settings),
    now: startClock(todayOf(settings)),
    progress: progressBar(definition.name),
    pseudonymKey: key,
  });
}
