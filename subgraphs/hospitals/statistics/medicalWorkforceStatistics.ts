import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import { inPostAtYearEnds, inPostNow } from "../model/workforceTrend.ts";
import type { WorkerRepository } from "../repository/WorkerRepository.ts";
import type { WorkforceCell, WorkforceField, WorkforceFilter } from "../repository/workforceCells.ts";
import { limitRows } from "./limitRows.ts";

const FIELDS = {
  DISTRICT: "districtCode",
  YEAR: "year",
  LEVEL: "level",
  SERVICE_FIELD: "serviceField",
  IS_FULL_TIME: "isFullTime",
} as const;

export type MedicalWorkforceDimension = keyof typeof FIELDS;

/** A row before its district becomes an entity; dimensions not asked for are absent. */
export interface MedicalWorkforceRow extends Partial<Record<WorkforceField, unknown>> {
  year?: number;
  count: number;
}

/**
 * Workers in post now, or (by YEAR) at the end of each year up to `lastYear`; groups of nobody are left out.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad `groupBy` or too many rows
 */
export async function medicalWorkforceStatistics(
  workers: WorkerRepository,
  groupBy: readonly MedicalWorkforceDimension[],
  filter: WorkforceFilter,
  lastYear: number,
): Promise<MedicalWorkforceRow[]> {
  const dimensions = checkGroupBy(groupBy).map((dimension) => FIELDS[dimension]);
  const fields = dimensions.filter((field) => field !== "year");
  const cells = await workers.cells(fields, filter);

  const groups = new Map<string, WorkforceCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify(fields.map((field) => cell[field]));
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const rows = [...groups.values()].flatMap((group): MedicalWorkforceRow[] => {
    const shared = Object.fromEntries(fields.map((field) => [field, group[0]?.[field]]));
    const counts = dimensions.includes("year")
      ? inPostAtYearEnds(group, lastYear)
      : [{ count: inPostNow(group) }];
    return counts.map((count) => ({ ...shared, ...count }));
  });
  const counted = limitRows(rows.filter(({ count }) => count > 0));
  return orderRows(counted, (row) => dimensions.map((dimension) => row[dimension]));
}
