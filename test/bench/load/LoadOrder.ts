/** What the load client is told to do. */
export interface LoadOrder {
  url: string;
  /** The request's body, JSON. */
  body: string;
  connections: number;
  /** No request is begun after this long. */
  seconds: number;
  /** Or after this many. */
  maxRequests: number;
  /** Longest wait for one answer, in milliseconds. */
  timeoutMs: number;
  /** The right answer, as JSON. */
  expected: string;
}

/** What came of it. Latencies are of right answers only, in milliseconds. */
export interface LoadResult {
  right: number;
  wrong: number;
  timedOut: number;
  failed: number;
  seconds: number;
  p50: number;
  p99: number;
  /** The first wrong or failed answer, shortened; to find out why. */
  firstFault?: string;
}
