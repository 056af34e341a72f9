import { SubgraphFailure } from "./SubgraphFailure.ts";
import type { SubgraphTransport } from "./SubgraphTransport.ts";

/** Stands for a subgraph that this deployment runs without: its fields are null, with an error that says so. */
export function offTransport(name: string): SubgraphTransport {
  return {
    execute: () => Promise.reject(new SubgraphFailure(name, "SUBGRAPH_OFF")),
    isUp: async () => false,
    close: async () => {},
  };
}
