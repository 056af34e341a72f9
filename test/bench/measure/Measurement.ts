import type { Sharing } from "../contestants/Contestant.ts";
import type { CallFigures } from "../subgraphs/CallStatistics.ts";
import type { WorkloadId } from "../workloads/Workload.ts";

/** One gateway on one workload. Times in milliseconds, medians over the rounds. */
export interface ContestantResult {
  id: string;
  title: string;
  family: string;
  sharing: Sharing;
  /** Right answers per second of CPU time of the gateway's process; the main figure. */
  perCpuSecond: number;
  /** The same, round by round: how far to trust it. */
  perCpuSecondByRound: number[];
  /** Right answers per second of wall-clock time; depends on what else the machine does. */
  perSecond: number;
  /** Share of one core the gateway's process used. */
  coreShare: number;
  p50: number;
  p99: number;
  /** Median latency with one request at a time. */
  p50Alone: number;
  residentMiB: number;
  /** Of all rounds and the warm-up together. */
  wrong: number;
  timedOut: number;
  failed: number;
  firstFault?: string;
  /** What single queries ask of the subgraphs, most calls first; missing where they are in the gateway's process. */
  alone?: CallFigures[];
  /** The same on average with 50 connections; smaller where calls are shared. */
  underLoad?: Omit<CallFigures, "distinctRepresentations">;
}

/** A contestant that could not take part. */
export interface Absence {
  id: string;
  reason: string;
}

export interface WorkloadResult {
  id: WorkloadId;
  title: string;
  answerBytes: number;
  results: ContestantResult[];
  absent: Absence[];
}

/** How long everything takes. */
export interface Pace {
  rounds: number;
  secondsPerRound: number;
  warmUpSeconds: number;
  connections: number;
}
