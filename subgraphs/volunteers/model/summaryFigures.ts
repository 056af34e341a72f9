import type { ServiceSummary } from "./serviceSummary.ts";

/** Counters of a summary with everything their place in the document says. */
export interface SummaryEntry {
  summary: ServiceSummary;
  /** `2024` or `2024-10`; `null` when the periods are added up. */
  period: string | null;
  /** A venue kind or (organisations) a venue's id. */
  split: string;
  field: string;
  times: number;
  minutes: number;
}

/** What a summary counts between two of its periods (both included): period by period, or added up. */
export function summaryEntries(
  summary: ServiceSummary,
  { from = "0000", to = "9999", byPeriod }: { from?: string; to?: string; byPeriod: boolean },
): SummaryEntry[] {
  const entries: SummaryEntry[] = [];
  const prefix = summary.year === undefined ? "" : `${summary.year}-`;
  for (const [split, fields] of Object.entries(summary.counts)) {
    for (const [field, counts] of Object.entries(fields)) {
      let sum: SummaryEntry | null = null;
      for (const [name, times] of Object.entries(counts)) {
        if (!name.startsWith("t")) continue;
        const period = prefix + name.slice(1);
        if (period < from || period > to) continue;
        if (sum === null || byPeriod) {
          sum = { summary, period: byPeriod ? period : null, split, field, times: 0, minutes: 0 };
          entries.push(sum);
        }
        sum.times += times;
        sum.minutes += counts[`m${name.slice(1)}`] ?? 0;
      }
    }
  }
  return entries;
}

export interface YearlyService {
  year: number;
  times: number;
  minutes: number;
}

/** Summaries by year added up, earliest year first; with a split, only that. */
export function yearlyService(summaries: Iterable<ServiceSummary>, only?: string): YearlyService[] {
  const years = new Map<number, YearlyService>();
  for (const summary of summaries) {
    for (const { period, split, times, minutes } of summaryEntries(summary, { byPeriod: true })) {
      if (only !== undefined && split !== only) continue;
      const year = Number(period);
      const known = years.get(year) ?? { year, times: 0, minutes: 0 };
      known.times += times;
      known.minutes += minutes;
      years.set(year, known);
    }
  }
  return [...years.values()].sort((a, b) => a.year - b.year);
}
