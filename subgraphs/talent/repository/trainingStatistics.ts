import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import type { TrainingEnrolmentDocument } from "../model/TrainingEnrolment.ts";
import { type TrainingStatisticsFilter, trainingEnrolmentFilter } from "./filters.ts";
import { groupRows } from "./groupRows.ts";
import { checkGroupBy, sortByKeys } from "./statisticsRows.ts";

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
  for (const { keys, sums } of groups) {
    const { status, ...facts } = keys;
    const key = JSON.stringify(dimensions.map((field) => facts[field]));
    const row = rows.get(key) ?? {
      ...facts,
      participants: 0,
      completed: 0,
      theoryMinutes: 0,
      practiceMinutes: 0,
    };
    row.participants += sums.count;
    row.completed += status === "COMPLETED" ? sums.count : 0;
    row.theoryMinutes += sums.theoryMinutes;
    row.practiceMinutes += sums.practiceMinutes;
    rows.set(key, row);
  }
  return sortByKeys([...rows.values()], dimensions);
}
