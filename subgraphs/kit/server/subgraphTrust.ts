import { loadSigningKeys } from "../signing/loadSigningKeys.ts";
import type { SubgraphName } from "./Subgraph.ts";
import type { ServeOptions } from "./serveSubgraph.ts";
import { type SettingsOf, StartError } from "./settings.ts";
import type { subgraphSettings } from "./subgraphSettings.ts";
import { loadTls } from "./tls/loadTls.ts";

/**
 * Whom a subgraph of its own process answers: the keys the gateway may sign with, of this subgraph alone, and the certificates.
 * @throws StartError for a setting that cannot be used; in production also when there is no key
 */
export function subgraphTrust(
  name: SubgraphName,
  settings: SettingsOf<ReturnType<typeof subgraphSettings>>,
): Pick<ServeOptions, "keys" | "tls"> {
  const loaded = loadSigningKeys(settings);
  const keys = loaded.get(name) ?? [];
  if (keys.length === 0 && (settings.MODE === "production" || loaded.size > 0)) {
    throw new StartError(
      `the subgraph "${name}" has no key to verify the gateway's calls with: give its own in SIGNING_KEY_FILE (npm run signing-key) or GATEWAY_SIGNING_KEY`,
    );
  }
  const files = loadTls(settings);
  if (files.cert === undefined && files.ca !== undefined)
    throw new StartError("TLS_CA asks callers for certificates over https: give TLS_CERT and TLS_KEY too");
  if (files.ca === undefined && settings.TLS_CLIENTS.length > 0)
    throw new StartError(
      "TLS_CLIENTS names client certificates: give the authorities that issue them in TLS_CA",
    );
  return { keys, ...(files.cert === undefined ? {} : { tls: { ...files, clients: settings.TLS_CLIENTS } }) };
}
