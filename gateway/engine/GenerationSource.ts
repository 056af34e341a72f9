import type { GraphQLSchema } from "graphql";
import type { Generation } from "./Generation.ts";

/** A generation in use: it stays whole until `release` is called (once). */
export interface GenerationLease {
  readonly generation: Generation;
  release(): void;
}

/** Where requests find the generation to run on; a new supergraph replaces it while requests are in flight. */
export interface GenerationSource {
  /** The generation new requests run on. */
  current(): Generation;
  /** Takes a generation for one request: the one that shows this API schema if it still lives, else the current one. */
  acquire(apiSchema?: GraphQLSchema): GenerationLease;
  /** Tells of every later generation; returns how to stop listening. */
  onChange(listener: (generation: Generation) => void): () => void;
}

/** A source that always gives the same generation. */
export function fixedSource(generation: Generation): GenerationSource {
  const lease: GenerationLease = { generation, release: () => {} };
  return {
    current: () => generation,
    acquire: () => lease,
    onChange: () => () => {},
  };
}
