import { addAtPath, getOrAdd } from "./counting.ts";
import type { Venue } from "./Venue.ts";
import type { VolunteerServiceField } from "./VolunteerServiceField.ts";

export interface ServiceCounter {
  times: number;
  minutes: number;
}

/** Whose service a summary counts. */
export type SummarySubject = "DISTRICT" | "VENUE" | "ORGANIZATION";

/** Whether a summary counts by year, over all years, or by month, over one. */
export type SummaryPeriod = "YEARS" | "MONTHS";

/**
 * A venue kind (districts, venues) or a venue's id (organisations), then field, then the times and minutes of each
 * period: `t2024`, `m2024` or `t10`, `m10`. Plain numbers under short names, because decoding them is what
 * statistics spend their time on.
 */
export type SummaryCounts = Record<string, Record<string, Record<string, number>>>;

/**
 * The service of one subject, counted as records are written, so that no statistic reads records. Districts are split
 * by venue kind, organisations by venue: together they answer every combination of dimensions. What asks for no
 * months reads the yearly summaries, a tenth of the data.
 */
export interface ServiceSummary {
  /** `district:110114` by year, `district:110114:2024` by month. */
  _id: string;
  period: SummaryPeriod;
  subject: SummarySubject;
  subjectId: string;
  /** Of a district or a venue; an organisation's service may lie in several. */
  districtCode?: string;
  /** Of a summary by month. */
  year?: number;
  counts: SummaryCounts;
}

/** Service to be counted: one record, or many that agree in everything but their length. */
export interface ServiceCell extends Venue, ServiceCounter {
  organizationId: string;
  field: VolunteerServiceField;
  /** `YYYY-MM`. */
  month: string;
}

/** What a cell adds to one summary: which document, and how much at which paths of its `counts`. */
export interface SummaryShare {
  summary: Omit<ServiceSummary, "counts">;
  increments: [path: [split: string, field: string, counter: string], amount: number][];
}

/** The six summaries a cell counts in: the one rule for recording, loading and recounting alike. */
export function summaryShares(cell: ServiceCell): SummaryShare[] {
  const { venueId, venueKind, districtCode, organizationId, field, month, times, minutes } = cell;
  const [year = "", ofYear = ""] = month.split("-");
  const shares = (
    subject: SummarySubject,
    subjectId: string,
    split: string,
    place?: string,
  ): SummaryShare[] => {
    const _id = `${subject.toLowerCase()}:${subjectId}`;
    const fixed = { subject, subjectId, ...(place === undefined ? {} : { districtCode: place }) };
    const increments = (period: string): SummaryShare["increments"] => [
      [[split, field, `t${period}`], times],
      [[split, field, `m${period}`], minutes],
    ];
    return [
      { summary: { _id, period: "YEARS", ...fixed }, increments: increments(year) },
      {
        summary: { _id: `${_id}:${year}`, period: "MONTHS", ...fixed, year: Number(year) },
        increments: increments(ofYear),
      },
    ];
  };
  return [
    ...shares("DISTRICT", districtCode, venueKind, districtCode),
    ...shares("VENUE", venueId, venueKind, districtCode),
    ...shares("ORGANIZATION", organizationId, venueId),
  ];
}

/** Counts a cell in the summaries of a map, which are made as needed. */
export function countInSummaries(summaries: Map<string, ServiceSummary>, cell: ServiceCell): void {
  for (const { summary, increments } of summaryShares(cell)) {
    const { counts } = getOrAdd(summaries, summary._id, () => ({ ...summary, counts: {} }));
    for (const [path, amount] of increments) addAtPath(counts, path, amount);
  }
}
