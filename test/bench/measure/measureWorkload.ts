import type { Contestant } from "../contestants/Contestant.ts";
import { type RunningContestant, startContestant } from "../contestants/startContestant.ts";
import { startLoadClient } from "../load/startLoadClient.ts";
import { openWorkload } from "../workloads/openWorkload.ts";
import type { WorkloadId } from "../workloads/Workload.ts";
import { ContestantMeasurement } from "./ContestantMeasurement.ts";
import type { Absence, Pace, WorkloadResult } from "./Measurement.ts";
import type { Cores } from "./pinning.ts";

export interface MeasureOptions {
  contestants: readonly Contestant[];
  pace: Pace;
  cores: Cores;
  nodeFlags: readonly string[];
  /** For files of this run. */
  directory: string;
  tell(line: string): void;
}

/**
 * Measures contestants on one workload. All are started first; then they take turns, round by round, one under load at a
 * time, every other round in reverse order, so that what else the machine does falls on all alike.
 */
export async function measureWorkload(
  id: WorkloadId,
  { contestants, pace, cores, nodeFlags, directory, tell }: MeasureOptions,
): Promise<WorkloadResult> {
  tell(`${id}: starting`);
  const workload = await openWorkload(id, { directory, core: cores.others });
  const client = await startLoadClient(cores.others);
  const running: RunningContestant[] = [];
  const absent: Absence[] = [];
  try {
    const measurements: ContestantMeasurement[] = [];
    for (const contestant of contestants) {
      try {
        const { supergraphFile, dataDirectory, expected } = workload;
        const gateway = await startContestant(contestant, {
          supergraphFile,
          dataDirectory,
          expected,
          core: cores.gateway,
          nodeFlags,
        });
        running.push(gateway);
        const measurement = new ContestantMeasurement(gateway, workload, client, pace);
        await measurement.warmUp();
        measurements.push(measurement);
        tell(`${id}: ${contestant.id} is warm`);
      } catch (error) {
        const { message } = error as Error;
        tell(`${id}: ${message}`);
        // What the program printed stays on the screen: it names places on this machine, and results are committed.
        absent.push({ id: contestant.id, reason: message.split("\n")[0] ?? "" });
      }
    }
    for (let round = 1; round <= pace.rounds; round++) {
      const turn = round % 2 === 1 ? measurements : measurements.toReversed();
      for (const measurement of turn) await measurement.round();
      tell(`${id}: round ${round} of ${pace.rounds}`);
    }
    return {
      id,
      title: workload.title,
      answerBytes: Buffer.byteLength(workload.expected),
      results: measurements.map((measurement) => measurement.result()),
      absent,
    };
  } finally {
    await Promise.all(running.map((gateway) => gateway.stop()));
    await client.stop();
    await workload.stop();
  }
}
