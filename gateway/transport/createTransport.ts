import type { Clock } from "./Clock.ts";
import { checkKnobs } from "./checkKnobs.ts";
import { type HttpAddress, httpTransport } from "./httpTransport.ts";
import type { SubgraphTransport } from "./SubgraphTransport.ts";
import type { TransportKnobs } from "./TransportKnobs.ts";
import { type BreakerState, withCircuitBreaker } from "./withCircuitBreaker.ts";
import { withConcurrencyLimit } from "./withConcurrencyLimit.ts";
import { withDeadline } from "./withDeadline.ts";
import { withHedging } from "./withHedging.ts";
import { type CallRecord, withMetrics } from "./withMetrics.ts";
import { withRetries } from "./withRetries.ts";
import { withSharedQueries } from "./withSharedQueries.ts";

/** How one subgraph is called: every knob of `TransportKnobs`, each with its default, and where the subgraph is. */
export interface TransportOptions extends Partial<TransportKnobs>, Partial<HttpAddress> {
  /** The subgraph's name, for failures and metrics. */
  name: string;
  /** How the subgraph is reached instead of by `url`, for instance in process. */
  base?: SubgraphTransport;
  /** Gets one record per call. @default nobody is told, nothing is recorded */
  onCall?: (record: CallRecord) => void;
  /** @default the system's clock */
  clock?: Clock;
  /** For the pauses between retries. @default Math.random */
  random?: () => number;
}

/** How busy a subgraph's transport is, and what it thinks of the subgraph. */
export interface TransportState {
  inFlight: number;
  queued: number;
  /** Absent where the breaker is off. */
  breaker?: BreakerState;
}

export interface ManagedTransport extends SubgraphTransport {
  readonly name: string;
  state(): TransportState;
}

/**
 * Reaches one subgraph under all policies. From the outside in: metrics see what the caller sees; the deadline bounds
 * everything below; sharers take one place together; every retry and every hedge takes a place of its own;
 * and the breaker, next to the subgraph, judges single attempts, so that calls waiting when it opens end at once.
 * @throws TypeError for an option that cannot be used
 */
export function createTransport({
  name,
  base,
  onCall,
  clock,
  random,
  ...options
}: TransportOptions): ManagedTransport {
  const { url, socketPath, tls, signingKey, ...given } = options;
  const knobs = checkKnobs(name, given);
  const tools = { name, ...(clock ? { clock } : {}) };
  if (!base && url === undefined) throw new TypeError(`subgraph "${name}" needs a url or a base transport`);

  const direct =
    base ??
    httpTransport({
      ...tools,
      ...knobs,
      timeoutMs: Math.min(knobs.attemptTimeoutMs, knobs.timeoutMs),
      url: url ?? "",
      ...(socketPath ? { socketPath } : {}),
      ...(tls ? { tls } : {}),
      ...(signingKey ? { signingKey } : {}),
    });
  const breaking = knobs.breaker ? withCircuitBreaker(direct, { ...tools, ...knobs }) : undefined;
  const limited = withConcurrencyLimit(breaking ?? direct, { ...tools, ...knobs });
  const hedged = knobs.hedging ? withHedging(limited, { ...tools, ...knobs }) : limited;
  const retried =
    knobs.maxRetries > 0
      ? withRetries(hedged, { ...tools, ...knobs, ...(random ? { random } : {}) })
      : hedged;
  const shared = knobs.shareQueries ? withSharedQueries(retried, { ...tools, ...knobs }) : retried;
  const bounded = withDeadline(shared, { ...tools, ...knobs });
  const breaker = breaking && { breaker: () => breaking.breaker };
  const outer = onCall ? withMetrics(bounded, { ...tools, ...breaker, onCall }) : bounded;

  return {
    name,
    execute: (request, context) => outer.execute(request, context),
    isUp: () => outer.isUp(),
    close: () => outer.close(),
    state: () => ({
      inFlight: limited.inFlight,
      queued: limited.queued,
      ...(breaking ? { breaker: breaking.breaker } : {}),
    }),
  };
}
