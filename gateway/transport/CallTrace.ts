/** What happened to one call on its way through the policies; filled in only where metrics are wanted. */
export interface CallTrace {
  /** Further attempts after the first. */
  retries: number;
  /** A second, identical query was sent because the first was slow. */
  hedged: boolean;
  /** Answered by somebody else's identical call: nothing was sent for this one. */
  shared: boolean;
  /** Bytes of request bodies written and of response bodies read, all attempts together; absent in process. */
  bytesOut?: number;
  bytesIn?: number;
}
