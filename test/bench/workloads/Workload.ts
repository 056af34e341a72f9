import type { RunningSubgraphs } from "../subgraphs/startSubgraphs.ts";

export const WORKLOADS = ["heavy", "trivial", "headline", "whole"] as const;
export type WorkloadId = (typeof WORKLOADS)[number];

/** What is asked, and of what; open until `stop`. */
export interface Workload {
  id: WorkloadId;
  title: string;
  /** The client's request: a body for POST /graphql. */
  body: string;
  /** The right answer, JSON. */
  expected: string;
  supergraphFile: string;
  dataDirectory: string;
  /** The subgraphs, where they are processes of the benchmark that count. */
  subgraphs?: RunningSubgraphs;
  stop(): Promise<void>;
}
