import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BenchReport } from "./BenchReport.ts";
import { resultsDocument } from "./resultsDocument.ts";

const file = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Writes a run: `results/<time>.json`, and if it is to be kept `results/latest.json` and `RESULTS.md`, the two that are
 * committed.
 * @returns the files written, relative to `test/bench`
 */
export function saveReport(report: BenchReport, { isKept }: { isKept: boolean }): string[] {
  const json = `${withShortLists(JSON.stringify(report, rounded, 2))}\n`;
  const written = [`results/${report.startedAt.replaceAll(/[:.]/g, "-")}.json`];
  if (isKept) written.push("results/latest.json");
  for (const path of written) writeFileSync(file(path), json);
  if (!isKept) return written;
  writeFileSync(file("RESULTS.md"), resultsDocument(report));
  return [...written, "RESULTS.md"];
}

/** Figures beyond what was measured only make differences between two files hard to read. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}

/** Lists of plain values on one line, as the repository's formatter wants them. */
function withShortLists(json: string): string {
  return json.replaceAll(
    /\[\n\s+([^[\]{}]+?)\n\s+\]/g,
    (_, values: string) => `[${values.split(/\n\s*/).join(" ")}]`,
  );
}
