/** Every number and switch by which calls to one subgraph are tuned: the one table of the room. */
export interface TransportKnobs {
  /** Longest time for a whole call – waiting, attempts and pauses together –, in milliseconds. @default 10000 */
  timeoutMs: number;
  /** Longest time for one attempt, in milliseconds; never more than what is left of the call's. @default 10000 */
  attemptTimeoutMs: number;
  /** Longest time for opening a connection, in milliseconds. @default 5000 */
  connectTimeoutMs: number;
  /** Longest time for the question whether the subgraph is up, in milliseconds. @default 2000 */
  probeTimeoutMs: number;
  /** Largest answer that is read, in bytes. @default 33554432 (32 MiB) */
  maxResponseBytes: number;
  /** Most connections kept to one subgraph. @default 64 */
  connections: number;
  /** How long an idle connection is kept, in milliseconds; shorter than the subgraph's own limit. @default 4000 */
  keepAliveMs: number;

  /** Most attempts in flight to one subgraph. @default 64 */
  maxInFlight: number;
  /** Most calls waiting for one of those places; the next one fails at once. @default 1000 */
  maxQueue: number;

  /** Further attempts for a query that nobody answered; 0 turns retries off. @default 2 */
  maxRetries: number;
  /** Retries allowed in ten seconds: this percentage of the queries made in them … @default 10 */
  retryPercent: number;
  /** … and this many per second on top. @default 3 */
  retryMinPerSecond: number;
  /** First pause is a random time up to this, in milliseconds; it doubles with each retry … @default 20 */
  retryBaseDelayMs: number;
  /** … up to this. @default 500 */
  retryMaxDelayMs: number;
  /** Retry a query that timed out too, if its call has time left. @default false */
  retryTimeouts: boolean;

  /** Stop asking a subgraph that keeps failing. @default true */
  breaker: boolean;
  /** Stop when this share of attempts failed, from 0 to 1 … @default 0.5 */
  breakerFailureRatio: number;
  /** … of at least this many … @default 20 */
  breakerMinCalls: number;
  /** … within this time, in milliseconds. @default 10000 */
  breakerWindowMs: number;
  /** How long the subgraph is left alone before it is tried again, in milliseconds. @default 5000 */
  breakerOpenMs: number;
  /** Attempts by which it is tried: at most so many at once, and so many must succeed. @default 3 */
  breakerProbes: number;
  /** A time-out after less than this blames the caller's deadline, not the subgraph; milliseconds. @default 500 */
  breakerMinTimeoutMs: number;

  /** Ask once for identical queries in flight under the same security key and headers. @default true */
  shareQueries: boolean;
  /** Call queries identical that differ only in `x-request-id`, `traceparent` and `tracestate`. @default false */
  shareAcrossTraces: boolean;

  /** Ask a slow subgraph the same query a second time and take the first answer. @default false */
  hedging: boolean;
  /** Slow means: slower than this percentage of the latest answers. @default 95 */
  hedgePercentile: number;
  /** Slow is never less than this, in milliseconds. @default 10 */
  hedgeMinDelayMs: number;
  /** Second queries allowed in ten seconds: this percentage of the queries made in them. @default 5 */
  hedgePercent: number;
}

interface Knob<T> {
  default: T;
  min?: number;
  max?: number;
  /** Whether fractions make sense. */
  fraction?: boolean;
}

const DAY = 86_400_000;

/** Defaults and bounds of the knobs. */
export const TRANSPORT_KNOBS: { readonly [Name in keyof TransportKnobs]: Knob<TransportKnobs[Name]> } = {
  timeoutMs: { default: 10_000, min: 1, max: DAY },
  attemptTimeoutMs: { default: 10_000, min: 1, max: DAY },
  connectTimeoutMs: { default: 5_000, min: 1, max: DAY },
  probeTimeoutMs: { default: 2_000, min: 1, max: DAY },
  maxResponseBytes: { default: 33_554_432, min: 1, max: 536_870_888 },
  connections: { default: 64, min: 1, max: 10_000 },
  keepAliveMs: { default: 4_000, min: 1, max: DAY },
  maxInFlight: { default: 64, min: 1, max: 100_000 },
  maxQueue: { default: 1_000, min: 0, max: 1_000_000 },
  maxRetries: { default: 2, min: 0, max: 10 },
  retryPercent: { default: 10, min: 0, max: 100, fraction: true },
  retryMinPerSecond: { default: 3, min: 0, max: 10_000, fraction: true },
  retryBaseDelayMs: { default: 20, min: 0, max: DAY },
  retryMaxDelayMs: { default: 500, min: 0, max: DAY },
  retryTimeouts: { default: false },
  breaker: { default: true },
  breakerFailureRatio: { default: 0.5, min: 0.01, max: 1, fraction: true },
  breakerMinCalls: { default: 20, min: 1, max: 1_000_000 },
  breakerWindowMs: { default: 10_000, min: 10, max: DAY },
  breakerOpenMs: { default: 5_000, min: 1, max: DAY },
  breakerProbes: { default: 3, min: 1, max: 1_000 },
  breakerMinTimeoutMs: { default: 500, min: 0, max: DAY },
  shareQueries: { default: true },
  shareAcrossTraces: { default: false },
  hedging: { default: false },
  hedgePercentile: { default: 95, min: 1, max: 100, fraction: true },
  hedgeMinDelayMs: { default: 10, min: 0, max: DAY },
  hedgePercent: { default: 5, min: 0, max: 100, fraction: true },
};
