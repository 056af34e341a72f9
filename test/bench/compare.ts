import { installPeers } from "./contestants/installPeers.ts";
import { productNodeFlags } from "./contestants/productNodeFlags.ts";
import type { WorkloadResult } from "./measure/Measurement.ts";
import { measureWorkload } from "./measure/measureWorkload.ts";
import { chooseCores } from "./measure/pinning.ts";
import type { BenchOptions } from "./readOptions.ts";
import { comparisonRows, HEADINGS } from "./report/comparisonRows.ts";
import { describeMachine } from "./report/describeMachine.ts";
import { peerVersions } from "./report/peerVersions.ts";
import { saveReport } from "./report/saveReport.ts";
import { textTable } from "./report/tables.ts";

/**
 * Measures, prints and saves.
 * @returns the exit code: 1 if any answer was wrong or a gateway could not take part
 */
export async function compare(
  options: BenchOptions,
  { argv, directory }: { argv: string[]; directory: string },
): Promise<number> {
  if (options.contestants.some(({ isPeer }) => isPeer)) installPeers();
  const startedAt = new Date().toISOString();
  const ourFlags = productNodeFlags();
  const cores = chooseCores();
  const workloads: WorkloadResult[] = [];
  for (const id of options.workloads) {
    const contestants = options.contestants.filter(({ isWholeSystem }) => isWholeSystem === (id === "whole"));
    if (contestants.length === 0) continue;
    const tell = (line: string) => console.error(line);
    const result = await measureWorkload(id, { ...options, contestants, cores, directory, tell });
    workloads.push(result);
    console.log(`\n${result.title}\n\n${textTable(HEADINGS, comparisonRows(result))}\n`);
  }
  const written = saveReport(
    {
      startedAt,
      command: ["npm run bench", ...(argv.length > 0 ? ["--", ...argv] : [])].join(" "),
      machine: describeMachine(),
      isPinned: cores.gateway !== undefined,
      nodeFlags: options.nodeFlags,
      productNodeFlags: ourFlags,
      pace: options.pace,
      versions: peerVersions(),
      workloads,
    },
    options,
  );
  console.log(`Written: ${written.map((path) => `test/bench/${path}`).join(", ")}`);
  return report(workloads);
}

/** Says what went wrong, if anything. */
function report(workloads: readonly WorkloadResult[]): number {
  let code = 0;
  for (const { id, results, absent } of workloads) {
    for (const { id: contestant, wrong, failed, firstFault } of results) {
      if (wrong + failed === 0) continue;
      console.error(
        `${id}: ${contestant} gave ${wrong} wrong answers, ${failed} failed; first: ${firstFault}`,
      );
      code = 1;
    }
    for (const { id: contestant } of absent) {
      console.error(`${id}: ${contestant} did not take part`);
      code = 1;
    }
  }
  return code;
}
