import { transition } from "../../kit/acts/transition.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import {
  DISPATCH_TRANSITIONS,
  type DispatchDocument,
  type SupervisionAssessment,
  type SupervisionReport,
} from "../model/Dispatch.ts";
import { quarterDays } from "../model/quarter.ts";
import { minutesOf } from "../model/units.ts";

export interface SubmitSupervisionReportInput {
  dispatchId: string;
  quarter: string;
  serviceHours: number;
  peopleServed: number;
  assessment: SupervisionAssessment;
}

/** The quarterly reports on dispatched workers, kept inside the dispatch. */
export class SupervisionReports {
  readonly #dispatches: DocumentCollection<DispatchDocument>;

  constructor(dispatches: DocumentCollection<DispatchDocument>) {
    this.#dispatches = dispatches;
  }

  /** @throws UserFailure NOT_FOUND, INVALID_INPUT, ILLEGAL_TRANSITION, or CONFLICT for a second report of a quarter */
  submit(input: SubmitSupervisionReportInput, today: string): Promise<DispatchDocument> {
    const { quarter, assessment } = input;
    const days = quarterDays(quarter);
    if (days === null || days.first > today) {
      const message = `"quarter" must be one that has begun, written such as 2024-Q3`;
      throw new UserFailure("INVALID_INPUT", message, "quarter");
    }
    const report: SupervisionReport = {
      quarter,
      submittedOn: today,
      serviceMinutes: minutesOf(checkNumber(input.serviceHours, "serviceHours", 0, 2000)),
      peopleServed: checkNumber(input.peopleServed, "peopleServed", 0, 100_000),
      assessment,
    };
    return transition(this.#dispatches, {
      id: input.dispatchId,
      field: "dispatchId",
      what: "dispatch",
      from: DISPATCH_TRANSITIONS.report.from,
      condition: { startedOn: { $lte: days.last }, "reports.quarter": { $ne: quarter } },
      update: { $push: { reports: report }, $inc: { reportCount: 1 } },
      explain: ({ startedOn, reports }) =>
        reports.some((known) => known.quarter === quarter)
          ? new UserFailure("CONFLICT", `the report of ${quarter} has already been submitted`, "quarter")
          : new UserFailure("INVALID_INPUT", `the service only began on ${startedOn}`, "quarter"),
    });
  }
}
