import type { BenchReport } from "./BenchReport.ts";
import { comparisonRows, HEADINGS } from "./comparisonRows.ts";
import { markdownTable } from "./tables.ts";

/** RESULTS.md: the tables of a run and what is needed to judge them. */
export function resultsDocument(report: BenchReport): string {
  const { machine, pace } = report;
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} ${version}`);
  return `${[
    "# Benchmark results",
    `Written by \`${report.command}\`; do not edit. How it is measured and what the columns mean: [README](README.md).`,
    [
      `- ${report.startedAt}, commit ${machine.commit}, Node ${machine.node}`,
      `- ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ${
        report.isPinned ? "gateway alone on one core, everything else on another" : "processes not pinned"
      }`,
      `- ${versions.join(", ")}`,
      `- ${pace.rounds} rounds of ${pace.secondsPerRound} s each after ${pace.warmUpSeconds} s of warm-up, ${pace.connections} connections; medians`,
      `- Node flags for all: ${report.nodeFlags.join(" ") || "none"}; ours besides, as in its npm script: ${report.productNodeFlags.join(" ")}`,
    ].join("\n"),
    ...report.workloads.map((workload) =>
      [
        `## ${workload.title}`,
        `Answer: ${workload.answerBytes.toLocaleString("en")} bytes.`,
        markdownTable(HEADINGS, comparisonRows(workload)),
        ...workload.absent.map(({ id, reason }) => `Not measured: ${id} (${reason})`),
      ].join("\n\n"),
    ),
  ].join("\n\n")}\n`;
}
