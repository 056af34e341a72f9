import type { GraphQLSchema } from "graphql";
import type { PlannedOperation } from "../planner/Planner.ts";

/** What the source must know of a generation; the engine's `Generation` is one. */
export interface SwappableGeneration {
  /** SHA-256 of the supergraph SDL, hexadecimal. */
  readonly hash: string;
  readonly apiSchema: GraphQLSchema;
  // biome-ignore lint/suspicious/noExplicitAny: what else a request holds is the engine's business
  execute(request: any): Promise<unknown>;
  /** Compiles operations ahead, before the first client asks for them. */
  warm?(operations: readonly PlannedOperation[]): Promise<unknown>;
  close(): Promise<void>;
}

/** A generation in use: it stays whole until `release` is called (further calls do nothing). */
export interface Lease<G> {
  readonly generation: G;
  release(): void;
}

/** Something an operator should know; for the log, never for a client. */
export interface SupergraphProblem {
  kind: /** the file cannot be read */
    | "unreadable"
    /** the file holds something that cannot be served; not tried again until it changes */
    | "refused"
    /** the supergraph could not be loaded just now; tried again */
    | "failed"
    /** the last good copy cannot be kept or read */
    | "lastGood"
    /** requests outlived their generation's drain time */
    | "drain"
    /** somebody told of a new generation, or a generation told to close, threw */
    | "listener";
  message: string;
  cause?: unknown;
}

export interface SupergraphStatistics {
  /** Number of the generation that serves, from 1 at the start. */
  generation: number;
  /** SHA-256 of its supergraph, hexadecimal. */
  hash: string;
  /** Where it came from: the file, or the last good copy because the file was broken at the start. */
  origin: "file" | "lastGood";
  swaps: number;
  /** Supergraphs that were not taken over. */
  failures: number;
  /** Milliseconds since the epoch; absent before the first swap. */
  lastSwapAt?: number;
  /** How long the last swap took from reading the file to serving it, in milliseconds. */
  lastSwapMs?: number;
  /** Generations that still hold memory: the one that serves and those that finish their requests. */
  live: number;
  /** Why the file's present content is not served; absent when it is. */
  problem?: SupergraphProblem;
}

/** Where requests find the generation to run on; fits the engine's `GenerationSource`. */
export interface SupergraphSource<G extends SwappableGeneration> {
  current(): G;
  /**
   * Takes a generation for one request: the one that shows this API schema if it still lives (a request validated
   * just before a swap must run on what it was validated against), else the current one.
   */
  acquire(apiSchema?: GraphQLSchema): Lease<G>;
  onChange(listener: (generation: G) => void): () => void;
  /** Looks at the file now; resolves when what it holds is served, or is known not to be servable. */
  check(): Promise<void>;
  statistics(): SupergraphStatistics;
  /** Stops watching and closes every generation. */
  close(): Promise<void>;
}
