import type { ContestantResult, WorkloadResult } from "../measure/Measurement.ts";

export const HEADINGS = [
  "gateway",
  "shared at a time",
  "req / CPU s",
  "spread",
  "× Apollo",
  "× best Hive alike",
  "p50 / p99 ms",
  "alone ms",
  "RSS MiB",
  "calls",
  "representations",
  "KB out / in",
  "calls under load",
  "faults",
];

const number = (value: number, digits = 0) =>
  Number.isFinite(value)
    ? value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : "–";
const ratio = (value: number | undefined, base: number | undefined) =>
  value && base ? `${number(value / base, value / base < 10 ? 2 : 1)}` : "–";
const kilobytes = (bytes: number) => number(bytes / 1_000, 1);

/** The table of one workload, cell by cell; ratios are within this run. */
export function comparisonRows({ results }: WorkloadResult): string[][] {
  const apollo = results.find(({ family }) => family === "apollo")?.perCpuSecond;
  return results.map((result) => [
    result.title,
    result.sharing,
    number(result.perCpuSecond),
    spread(result),
    ratio(result.perCpuSecond, apollo),
    ratio(result.perCpuSecond, bestHiveAlike(result, results)),
    `${number(result.p50, 1)} / ${number(result.p99, 1)}`,
    number(result.p50Alone, 1),
    number(result.residentMiB),
    ...aloneCells(result.alone),
    result.underLoad ? number(result.underLoad.calls, 2) : "–",
    faults(result),
  ]);
}

function bestHiveAlike(of: ContestantResult, results: readonly ContestantResult[]): number | undefined {
  const alike = results.filter(({ family, sharing }) => family === "hive" && sharing === of.sharing);
  return alike.length > 0 ? Math.max(...alike.map(({ perCpuSecond }) => perCpuSecond)) : undefined;
}

/** How far rounds lie apart: half the range, in per cent of the median. */
function spread({ perCpuSecond, perCpuSecondByRound }: ContestantResult): string {
  const range = Math.max(...perCpuSecondByRound) - Math.min(...perCpuSecondByRound);
  return `±${number((range / 2 / perCpuSecond) * 100)} %`;
}

function faults({ wrong, timedOut, failed }: ContestantResult): string {
  const named = [
    [wrong, "wrong"],
    [timedOut, "timed out"],
    [failed, "failed"],
  ] as const;
  return (
    named
      .filter(([count]) => count > 0)
      .map(([count, name]) => `${count} ${name}`)
      .join(", ") || "none"
  );
}

/** Calls, representations and bytes of the query that took most calls; where others took fewer, that is shown too. */
function aloneCells(alone: ContestantResult["alone"]): string[] {
  const [most] = alone ?? [];
  const fewest = alone?.at(-1);
  if (!most || !fewest) return ["–", "–", "–"];
  return [
    fewest.calls === most.calls ? number(most.calls) : `${number(fewest.calls)} to ${number(most.calls)}`,
    `${number(most.representations)} (${number(most.distinctRepresentations)} distinct)`,
    `${kilobytes(most.requestBytes)} / ${kilobytes(most.responseBytes)}`,
  ];
}
