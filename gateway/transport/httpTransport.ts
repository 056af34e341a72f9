import { Pool } from "undici";
import { createSigner } from "../../subgraphs/kit/signing/createSigner.ts";
import type { SigningKey } from "../../subgraphs/kit/signing/SigningKey.ts";
import { type Clock, systemClock } from "./Clock.ts";
import { createDueTimer } from "./createDueTimer.ts";
import { CONTENT_TYPE, createHeaderEncoder } from "./createHeaderEncoder.ts";
import { createRequestEncoder } from "./createRequestEncoder.ts";
import { HttpCall } from "./HttpCall.ts";
import { SubgraphFailure } from "./SubgraphFailure.ts";
import type { CallContext, SubgraphAnswer, SubgraphRequest, SubgraphTransport } from "./SubgraphTransport.ts";
import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

type HttpKnobs =
  | "timeoutMs"
  | "connectTimeoutMs"
  | "probeTimeoutMs"
  | "maxResponseBytes"
  | "connections"
  | "keepAliveMs";

/** Where a subgraph is, and how it is known to be the right one. */
export interface HttpAddress {
  /** The subgraph's GraphQL endpoint, `http:` or `https:`. */
  url: string;
  /** A Unix domain socket to connect to; the URL then only gives the `Host` header and the path. */
  socketPath?: string;
  /** For `https:`, in PEM: authorities trusted instead of the system's, and our own certificate where it is asked for. */
  tls?: { ca?: string; cert?: string; key?: string; servername?: string };
  /**
   * Signs every request, probes too, and with it says who asks. Without, the subgraph is not told: it would have no reason
   * to believe it.
   */
  signingKey?: SigningKey;
}

export interface HttpTransportOptions extends HttpAddress, Partial<Pick<TransportKnobs, HttpKnobs>> {
  /** The subgraph's name, for failures. */
  name: string;
  clock?: Clock;
}

const PROBE: SubgraphRequest = { query: "{__typename}", kind: "query" };

/**
 * Reaches a subgraph over HTTP/1.1 on a pool of kept-alive connections. Here `timeoutMs` bounds one attempt. Redirects are not
 * followed; what an answer says of its content type is not believed, only its content counts.
 * @throws TypeError when the URL cannot be used
 */
export function httpTransport({
  name,
  url,
  socketPath,
  tls = {},
  signingKey,
  timeoutMs = TRANSPORT_KNOBS.timeoutMs.default,
  connectTimeoutMs = TRANSPORT_KNOBS.connectTimeoutMs.default,
  probeTimeoutMs = TRANSPORT_KNOBS.probeTimeoutMs.default,
  maxResponseBytes = TRANSPORT_KNOBS.maxResponseBytes.default,
  connections = TRANSPORT_KNOBS.connections.default,
  keepAliveMs = TRANSPORT_KNOBS.keepAliveMs.default,
  clock = systemClock,
}: HttpTransportOptions): SubgraphTransport {
  const { origin, path } = parseEndpoint(name, url);
  const pool = new Pool(origin, {
    connections,
    keepAliveTimeout: keepAliveMs,
    // A call's own time-out covers these two, without a timer per socket.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { ...tls, minVersion: "TLSv1.2", timeout: Math.min(connectTimeoutMs, timeoutMs) },
    maxResponseSize: maxResponseBytes,
    ...(socketPath ? { socketPath } : {}),
  });
  const dues = createDueTimer(clock);
  const encodeHeaders = createHeaderEncoder();
  const encodeRequest = createRequestEncoder();
  const sign =
    signingKey &&
    createSigner({ key: signingKey, target: path, contentType: CONTENT_TYPE, now: () => clock.now() });

  const execute = (request: SubgraphRequest, context: CallContext, longestMs = timeoutMs) => {
    const now = clock.now();
    if (context.signal?.aborted) return Promise.reject(new SubgraphFailure(name, "SUBGRAPH_CANCELLED"));
    if ((context.deadline ?? now + 1) <= now)
      return Promise.reject(new SubgraphFailure(name, "SUBGRAPH_TIMEOUT"));
    const body = encodeRequest(request);
    const { trace } = context;
    if (trace) trace.bytesOut = (trace.bytesOut ?? 0) + body.length;
    return new Promise<SubgraphAnswer>((resolve, reject) => {
      const attemptDue = now + longestMs;
      const call = new HttpCall({ name, context, attemptDue, dues, resolve, reject });
      const own = encodeHeaders(context.headers);
      const headers = sign ? own.concat(sign(body, context.caller)) : own;
      pool.dispatch({ method: "POST", path, headers, body }, call);
    });
  };

  return {
    execute: (request, context) => execute(request, context),
    isUp: () =>
      execute(PROBE, { securityKey: "" }, Math.min(probeTimeoutMs, timeoutMs)).then(
        ({ data }) => Boolean(data),
        () => false,
      ),
    async close() {
      await pool.destroy();
      dues.close();
    },
  };
}

/** @throws TypeError naming the subgraph; the URL is not repeated, it may hold a password */
function parseEndpoint(name: string, url: string): { origin: string; path: string } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new TypeError(`the URL of subgraph "${name}" must be like http://host:port/graphql`);
  if (parsed.username || parsed.password)
    throw new TypeError(`the URL of subgraph "${name}" must not hold a user name or password`);
  return { origin: parsed.origin, path: parsed.pathname + parsed.search };
}
