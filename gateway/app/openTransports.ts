import type { Logger } from "pino";
import { openHostedSubgraph } from "../../subgraphs/kit/server/openHostedSubgraph.ts";
import type { AnySubgraphDefinition, SubgraphName } from "../../subgraphs/kit/server/Subgraph.ts";
import { type SettingsOf, StartError } from "../../subgraphs/kit/server/settings.ts";
import type { Supergraph } from "../supergraph/readSupergraph.ts";
import { httpTransport } from "../transport/httpTransport.ts";
import { inProcessTransport } from "../transport/inProcessTransport.ts";
import { offTransport } from "../transport/offTransport.ts";
import type { SubgraphTransport } from "../transport/SubgraphTransport.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";

/** The agencies' subgraphs, loaded only where they run in this process. */
const LOCAL_SUBGRAPHS: Record<SubgraphName, () => Promise<AnySubgraphDefinition>> = {
  hospitals: async () => (await import("../../subgraphs/hospitals/subgraph.ts")).hospitals,
  volunteers: async () => (await import("../../subgraphs/volunteers/subgraph.ts")).volunteers,
  stations: async () => (await import("../../subgraphs/stations/subgraph.ts")).stations,
  talent: async () => (await import("../../subgraphs/talent/subgraph.ts")).talent,
};

export type SubgraphMode = "local" | "remote";

/**
 * A transport for each subgraph of the supergraph. Local ones are opened one after the other, sample data and all;
 * remote ones are not waited for: a missing subgraph never stops the gateway from starting.
 * @throws StartError for a name the supergraph does not have, or `local` for one that is not part of this product
 */
export async function openTransports(
  { subgraphs }: Supergraph,
  settings: SettingsOf<typeof gatewaySettings>,
  { defaultMode }: { defaultMode: SubgraphMode; logger?: Logger },
): Promise<Map<string, SubgraphTransport>> {
  const modes = parseModes(settings.SUBGRAPHS, [...subgraphs.keys()]);
  const transports = new Map<string, SubgraphTransport>();
  for (const [name, composedUrl] of subgraphs) {
    const mode = modes.get(name) ?? defaultMode;
    if (mode === "off") transports.set(name, offTransport(name));
    else if (mode === "local") transports.set(name, await openLocal(name, settings));
    else {
      const url = mode === "remote" ? composedUrl : mode;
      transports.set(
        name,
        httpTransport({ name, url: checkedUrl(name, url), timeoutMs: settings.SUBGRAPH_TIMEOUT_MS }),
      );
    }
  }
  return transports;
}

function parseModes(text: string, known: string[]): Map<string, string> {
  const modes = new Map(
    text
      .split(",")
      .filter(Boolean)
      .map((item): [string, string] => {
        const at = item.indexOf("=");
        return [item.slice(0, at), item.slice(at + 1)];
      }),
  );
  const unknown = [...modes.keys()].find((name) => !known.includes(name));
  if (unknown)
    throw new StartError(`SUBGRAPHS names "${unknown}", but the supergraph has ${known.join(", ")}`);
  return modes;
}

async function openLocal(
  name: string,
  settings: SettingsOf<typeof gatewaySettings>,
): Promise<SubgraphTransport> {
  if (!Object.hasOwn(LOCAL_SUBGRAPHS, name)) {
    throw new StartError(
      `SUBGRAPHS: "${name}" cannot be local; local ones are ${Object.keys(LOCAL_SUBGRAPHS).join(", ")}`,
    );
  }
  const definition = await LOCAL_SUBGRAPHS[name as SubgraphName]();
  return inProcessTransport(await openHostedSubgraph(definition, settings));
}

function checkedUrl(name: string, url: string): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new StartError(
    `the supergraph gives no usable URL for "${name}": set SUBGRAPHS=${name}=http://host:port/graphql`,
  );
}
