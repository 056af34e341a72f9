import type { Caller } from "../../../subgraphs/kit/caller/Caller.ts";

/** Whether a request may come in, and what its answer says of the caller's limits. */
export interface Admission {
  /** `ratelimit` and `ratelimit-policy`; with `retry-after` for one that may not. */
  headers: Readonly<Record<string, string>>;
  /** What the caller had too much of; undefined for a request that may come in. */
  exceeded: "requests" | "cost" | undefined;
  /** Puts the cost of an operation on the caller's account: it counts from the next request on. */
  charge(points: number): void;
}

/** Keeps count of what callers ask for. */
export interface RequestLimiter {
  /**
   * Counts a request, before anything of it is read.
   * @param address the client's, by which visitors are told apart; never kept as it is, never logged
   */
  admit(caller: Caller, address: string): Promise<Admission>;
}
