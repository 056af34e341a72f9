import type { Pace, WorkloadResult } from "../measure/Measurement.ts";
import type { MachineDescription } from "./describeMachine.ts";

/** A whole run, as written to `results/*.json`. */
export interface BenchReport {
  /** When it began, ISO 8601. */
  startedAt: string;
  /** The command that gives it again. */
  command: string;
  machine: MachineDescription;
  isPinned: boolean;
  /** Flags for Node that every gateway got. */
  nodeFlags: readonly string[];
  /** What ours is started with besides, by its npm script. */
  productNodeFlags: readonly string[];
  pace: Pace;
  /** Versions of the gateways compared with. */
  versions: Record<string, string>;
  workloads: WorkloadResult[];
}
