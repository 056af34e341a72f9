import type { Logger } from "pino";
import type { Engine } from "../engine/createEngine.ts";
import type { Observability } from "../observability/createObservability.ts";
import type { BreakGlass } from "../policy/identity/createBreakGlass.ts";
import type { Identify } from "../policy/identity/createIdentity.ts";
import type { SignIn } from "../policy/identity/createSignIn.ts";
import type { DocumentLimits } from "../policy/limits/DocumentLimits.ts";
import type { RequestLimiter } from "../policy/limits/RequestLimiter.ts";
import type { Safelist } from "../policy/safelist/createSafelist.ts";
import type { SubgraphTransport } from "../transport/SubgraphTransport.ts";
import type { CorsOptions } from "./createCors.ts";
import type { DrainOptions } from "./createDrain.ts";
import type { PersistedQueryOptions } from "./persistedQueryCache.ts";

/** What a GraphQL request may be, its document included. */
export interface RequestLimits extends Partial<DocumentLimits> {
  /** Largest request body, in bytes. @default 1 048 576 */
  maxBodyBytes?: number;
  /** Longest wait for a request's headers, in milliseconds; looked at every 5 s at most. @default 15 000 */
  headersTimeoutMs?: number;
  /** Longest wait for a request's body, in milliseconds. @default 10 000 */
  bodyTimeoutMs?: number;
  /** When an answer is due, in milliseconds after the request's arrival: subgraphs get no longer. @default 30 000 */
  timeoutMs?: number;
  /** Most operations of one request, as a JSON array; 1 accepts no arrays. @default 1 */
  maxBatch?: number;
}

export interface GatewayOptions {
  engine: Engine;
  /** Asked by `/ready` and closed at the end; a function where a hot swap replaces them. */
  transports: ReadonlyMap<string, SubgraphTransport> | (() => ReadonlyMap<string, SubgraphTransport>);
  /** Port to listen on; 0 takes any free one. */
  port: number;
  /** Address to listen on. @default all */
  host?: string;
  logger: Logger;
  /** Metrics, traces and request log. @default metrics on, traces off */
  observability?: Observability;
  /** Serve `/metrics` on this port instead of the gateway's own; `false` serves it nowhere. @default the same port */
  metricsPort?: number | false;
  /** Serve the playground. @default true */
  console?: boolean;
  limits?: RequestLimits;
  /** Holds requests to published operations. @default all operations run */
  safelist?: Safelist;
  /** Counts each caller's requests before they are read. @default nobody counts */
  limiter?: RequestLimiter;
  /** Proxies in front of the gateway, each appending to `x-forwarded-for`. @default 0: the header is not looked at */
  trustedProxies?: number;
  /** Cross-origin rules. @default same origin only */
  cors?: CorsOptions;
  /** Compress answers. @default true */
  compression?: boolean;
  /** Automatic persisted queries; `false` turns them off. @default on, bounded */
  persistedQueries?: PersistedQueryOptions | false;
  /**
   * Headers passed on to subgraphs. `x-request-id`, `traceparent` and `tracestate` may be among them; where they are,
   * let the transport share calls across traces, or no two requests' calls are ever the same. @default none
   */
  forwardHeaders?: readonly string[];
  /** Who asks: requests of equal callers may share calls and answers. @default visitors only, credentials are refused */
  identify?: Identify;
  /** Gives emergency grants at `/break-glass`. @default nobody does */
  breakGlass?: BreakGlass;
  /** Signs the playground in as a sample role, at `/dev/token`: for development only. @default not there */
  signIn?: SignIn;
  /** Keep names of the schema out of messages about misspelt ones. @default false */
  hideSchemaDetails?: boolean;
  /** How the gateway ends. */
  drain?: DrainOptions;
}
