import { openHostedSubgraph } from "../../subgraphs/kit/server/openHostedSubgraph.ts";
import type { AnySubgraphDefinition, SubgraphName } from "../../subgraphs/kit/server/Subgraph.ts";
import { type SettingsOf, StartError } from "../../subgraphs/kit/server/settings.ts";
import { loadTls, type TlsFiles } from "../../subgraphs/kit/server/tls/loadTls.ts";
import { loadSigningKeys } from "../../subgraphs/kit/signing/loadSigningKeys.ts";
import type { SigningKeys } from "../../subgraphs/kit/signing/SigningKeys.ts";
import { observeTransport } from "../observability/observeTransport.ts";
import { createTransport, type TransportOptions } from "../transport/createTransport.ts";
import { inProcessTransport } from "../transport/inProcessTransport.ts";
import { offTransport } from "../transport/offTransport.ts";
import type { SubgraphTransport } from "../transport/SubgraphTransport.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";
import { parseSubgraphModes } from "./parseSubgraphModes.ts";
import { parseTransportKnobs } from "./parseTransportKnobs.ts";

/** The agencies' subgraphs, loaded only where they run in this process. */
const LOCAL_SUBGRAPHS: Record<SubgraphName, () => Promise<AnySubgraphDefinition>> = {
  hospitals: async () => (await import("../../subgraphs/hospitals/subgraph.ts")).hospitals,
  volunteers: async () => (await import("../../subgraphs/volunteers/subgraph.ts")).volunteers,
  stations: async () => (await import("../../subgraphs/stations/subgraph.ts")).stations,
  talent: async () => (await import("../../subgraphs/talent/subgraph.ts")).talent,
};

/** A subgraph in this process is neither retried nor given up: it fails only as a whole. */
const LOCAL_KNOBS = { breaker: false, maxRetries: 0 } as const;

/** Subgraphs the gateway answers itself, by name; `null` where it is set not to. */
export type OwnSubgraphs = Readonly<Record<string, SubgraphTransport | null>>;

export type SubgraphMode = "local" | "remote";

/** Transports to the subgraphs, opened when a supergraph first names them and kept while any may still use them. */
export class SubgraphDirectory {
  readonly #transports = new Map<string, { url: string; transport: SubgraphTransport }>();
  readonly #settings: SettingsOf<typeof gatewaySettings>;
  readonly #defaultMode: SubgraphMode;
  readonly #own: OwnSubgraphs;
  readonly #onCall: TransportOptions["onCall"];
  readonly #modes: Map<string, string>;
  readonly #knobsOf: ReturnType<typeof parseTransportKnobs>;
  readonly #keys: SigningKeys;
  readonly #tls: TlsFiles;
  readonly #replaced: SubgraphTransport[] = [];

  constructor(
    settings: SettingsOf<typeof gatewaySettings>,
    {
      defaultMode,
      own = {},
      onCall,
    }: { defaultMode: SubgraphMode; own?: OwnSubgraphs; onCall?: TransportOptions["onCall"] },
  ) {
    this.#settings = settings;
    this.#defaultMode = defaultMode;
    this.#own = own;
    this.#onCall = onCall;
    this.#modes = parseSubgraphModes(settings.SUBGRAPHS);
    this.#knobsOf = parseTransportKnobs(settings.TRANSPORT);
    this.#keys = loadSigningKeys(settings);
    this.#tls = loadTls(settings);
  }

  /**
   * A transport for each subgraph of a supergraph. Local ones are opened one after the other, sample data and all;
   * remote ones are not waited for: a missing subgraph never stops the gateway from starting.
   * @throws StartError for a setting that names a subgraph the supergraph does not have, or one that cannot be reached
   */
  async open(subgraphs: ReadonlyMap<string, string>): Promise<Map<string, SubgraphTransport>> {
    const own = [...this.#modes.keys()].find((name) => Object.hasOwn(this.#own, name));
    if (own) throw new StartError(`SUBGRAPHS names "${own}", which the gateway answers itself: leave it out`);
    const unknown = [...this.#modes.keys()].find((name) => !subgraphs.has(name));
    if (unknown) {
      const names = [...subgraphs.keys()].filter((name) => !Object.hasOwn(this.#own, name));
      throw new StartError(`SUBGRAPHS names "${unknown}", but the supergraph has ${names.join(", ")}`);
    }
    const transports = new Map<string, SubgraphTransport>();
    for (const [name, url] of subgraphs) transports.set(name, await this.#transportOf(name, url));
    return transports;
  }

  /** Every transport to an agency that is open now, by subgraph: whether the gateway's own answer says nothing of theirs. */
  current(): Map<string, SubgraphTransport> {
    const agencies = [...this.#transports].filter(([name]) => !Object.hasOwn(this.#own, name));
    return new Map(agencies.map(([name, { transport }]) => [name, transport]));
  }

  async close(): Promise<void> {
    const all = [...this.#replaced, ...[...this.#transports.values()].map(({ transport }) => transport)];
    await Promise.all(all.map((transport) => transport.close()));
  }

  async #transportOf(name: string, url: string): Promise<SubgraphTransport> {
    const known = this.#transports.get(name);
    if (known?.url === url) return known.transport;
    const transport = observeTransport(name, await this.#openTransport(name, url));
    if (known) this.#replaced.push(known.transport);
    this.#transports.set(name, { url, transport });
    return transport;
  }

  async #openTransport(name: string, composedUrl: string): Promise<SubgraphTransport> {
    const mode = this.#modes.get(name) ?? this.#defaultMode;
    const own = Object.hasOwn(this.#own, name) ? this.#own[name] : undefined;
    if (mode === "off" || own === null) return offTransport(name);
    const options = { name, ...(this.#onCall ? { onCall: this.#onCall } : {}) };
    if (own) return createTransport({ ...options, base: own, ...LOCAL_KNOBS });
    if (mode === "local") {
      const base = inProcessTransport(await this.#openLocal(name));
      return createTransport({ ...options, base, ...LOCAL_KNOBS, ...this.#knobsOf(name) });
    }
    const url = mode === "remote" ? composedUrl : mode;
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw new StartError(
        `the supergraph gives no usable URL for "${name}": set SUBGRAPHS=${name}=http://host:port/graphql`,
      );
    }
    const signingKey = this.#keys.get(name)?.[0];
    if (!signingKey && this.#settings.MODE === "production") {
      throw new StartError(
        `no key signs the calls to "${name}": give one in SIGNING_KEY_FILE (npm run signing-key) or GATEWAY_SIGNING_KEY`,
      );
    }
    return createTransport({
      ...options,
      url,
      ...(signingKey ? { signingKey } : {}),
      ...(url.startsWith("https:") ? { tls: this.#tls } : {}),
      ...this.#knobsOf(name),
    });
  }

  async #openLocal(name: string) {
    if (!Object.hasOwn(LOCAL_SUBGRAPHS, name)) {
      throw new StartError(
        `SUBGRAPHS: "${name}" cannot be local; local ones are ${Object.keys(LOCAL_SUBGRAPHS).join(", ")}`,
      );
    }
    return openHostedSubgraph(await LOCAL_SUBGRAPHS[name as SubgraphName](), this.#settings);
  }
}
