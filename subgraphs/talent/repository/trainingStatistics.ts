import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { groupRows } from "../../kit/statistics/groupRows.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import type { TrainingEnrolmentDocument } from "../model/TrainingEnrolment.ts";
import { type TrainingStatisticsFilter, trainingEnrolmentFilter } from "./filters.ts";
import { RANKS } from "./ranks.ts";

const STORED = {
  TIER: "tier",
  TRACK: "track",
  YEAR: "year",
  DISTRICT: "districtCode",
  KIND: "kind",
} as const;

export type TrainingDimension = keyof typeof STORED;

/** A row; dimensions that were not asked for are `undefined`. */
export type TrainingRow = Partial<Record<(typeof STORED)[TrainingDimension], unknown>> & {
  participants: number;
  completed: number;
  theoryMinutes: number;
  practiceMinutes: number;
};

/**
 * Participations, completions and hours, grouped in the store.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad `groupBy`
 */
export async function trainingStatistics(
  enrolments: DocumentCollection<TrainingEnrolmentDocument>,
  groupBy: readonly TrainingDimension[],
  filter: TrainingStatisticsFilter,
): Promise<TrainingRow[]> {
  const dimensions = checkGroupBy(groupBy).map((dimension) => STORED[dimension]);
  const groups = await groupRows(enrolments, trainingEnrolmentFilter(filter), {
    keys: Object.fromEntries([...dimensions, "status"].map((field) => [field, field])),
    sums: { count: 1, theoryMinutes: "theoryMinutes", practiceMinutes: "practiceMinutes" },
  });
  const rows = new Map<string, TrainingRow>();
  for (const { status, count, theoryMinutes, practiceMinutes, ...facts } of groups) {
    const key = JSON.stringify(dimensions.map((field) => facts[field]));
    const row = rows.get(key) ?? {
      ...facts,
      participants: 0,
      completed: 0,
      theoryMinutes: 0,
      practiceMinutes: 0,
    };
    row.participants += count;
    row.completed += status === "COMPLETED" ? count : 0;
    row.theoryMinutes += theoryMinutes;
    row.practiceMinutes += practiceMinutes;
    rows.set(key, row);
  }
  return orderRows([...rows.values()], (row) => dimensions.map((field) => row[field]), RANKS);
}
