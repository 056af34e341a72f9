export const DISPATCH_FIELDS = [
  "SOCIAL_GOVERNANCE",
  "COMMUNITY_SERVICE",
  "OLD_AND_YOUNG",
  "DISABILITY_AND_HARDSHIP",
  "EMERGENCY_RESCUE",
] as const;
export type DispatchField = (typeof DISPATCH_FIELDS)[number];

/** In the order of a dispatch's life. */
export const DISPATCH_STATUSES = [
  "NOMINATED",
  "SELECTED",
  "TRAINED",
  "IN_SERVICE",
  "COMPLETED",
  "WITHDRAWN",
] as const;
export type DispatchStatus = (typeof DISPATCH_STATUSES)[number];
export type SupervisionAssessment = "EXCELLENT" | "GOOD" | "FAIR" | "NEEDS_IMPROVEMENT";

export interface SupervisionReport {
  /** Such as `2024-Q3`. */
  quarter: string;
  submittedOn: string;
  serviceMinutes: number;
  peopleServed: number;
  assessment: SupervisionAssessment;
}

export interface DispatchOutcome {
  linkageOrganizations: number;
  volunteerTeams: number;
  certifiedWorkersDeveloped: number;
  serviceBrands: number;
}

/** A dispatch of the Three Areas plan; its reports live inside: at most four a year of service. */
export interface DispatchDocument {
  _id: string;
  workerId: string;
  year: number;
  sendingCode: string;
  countyCode: string | null;
  receivingCode: string | null;
  fields: DispatchField[];
  status: DispatchStatus;
  nominatedOn: string;
  selectedOn: string | null;
  trainedOn: string | null;
  trainingMinutes: number | null;
  startedOn: string | null;
  endedOn: string | null;
  reports: SupervisionReport[];
  reportCount: number;
  outcome: DispatchOutcome | null;
}

/** The acts of a dispatch's life and the states they may start from. */
export const DISPATCH_TRANSITIONS = {
  select: { from: ["NOMINATED"], to: "SELECTED" },
  train: { from: ["SELECTED"], to: "TRAINED" },
  start: { from: ["TRAINED"], to: "IN_SERVICE" },
  report: { from: ["IN_SERVICE"], to: "IN_SERVICE" },
  complete: { from: ["IN_SERVICE"], to: "COMPLETED" },
  withdraw: { from: ["NOMINATED", "SELECTED", "TRAINED"], to: "WITHDRAWN" },
} as const satisfies Record<string, { from: readonly DispatchStatus[]; to: DispatchStatus }>;

/** The states in which a dispatch counts as "dispatched": it reached service. */
export const REACHED_SERVICE: readonly DispatchStatus[] = ["IN_SERVICE", "COMPLETED"];

/** The Three Areas plan began in 2013. */
export const PLAN_SINCE = 2013;

/** One nomination per worker and year. */
export function dispatchId(year: number, workerId: string): string {
  return `dsp_${year}_${workerId}`;
}
