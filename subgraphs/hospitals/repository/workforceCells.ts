import type { Document, Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import { groupRows } from "../../kit/statistics/groupRows.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import type { InstitutionLevel } from "../model/Institution.ts";
import type { WorkerDocument } from "../model/MedicalSocialWorker.ts";
import type { TenureCount } from "../model/workforceTrend.ts";

/** Fields of an appointment that the workforce can be counted by. */
export type WorkforceField = "districtCode" | "level" | "serviceField" | "isFullTime";

/** Posts that share the fields asked for, and when they began and ended. */
export type WorkforceCell = Partial<Record<WorkforceField, unknown>> & TenureCount;

export interface WorkforceFilter {
  districtCode?: string | null;
  level?: InstitutionLevel | null;
  serviceField?: ServiceField | null;
  isFullTime?: boolean | null;
}

/** The filter on an appointment kept under `prefix`: "" for the present one, "past." for earlier ones. */
export function appointmentFilter(filter: WorkforceFilter, prefix = ""): Document {
  const { districtCode, level, serviceField, isFullTime } = filter;
  return {
    ...(districtCode ? { [`${prefix}districtCode`]: withinDistrict(districtCode) } : {}),
    ...(level ? { [`${prefix}level`]: level } : {}),
    ...(serviceField ? { [`${prefix}serviceFields`]: serviceField } : {}),
    ...(typeof isFullTime === "boolean" ? { [`${prefix}isFullTime`]: isFullTime } : {}),
  };
}

const PATHS: Record<WorkforceField, string> = {
  districtCode: "districtCode",
  level: "level",
  serviceField: "fieldsKey",
  isFullTime: "isFullTime",
};

/**
 * How many posts there are or ever were, by the given fields and by the years they began and ended: two database
 * calls, one for present (or last) posts and one for the few workers with earlier ones.
 * @param conditionsOn the filter on an appointment, given the prefix it is kept under
 */
export async function workforceCells(
  workers: DocumentCollection<WorkerDocument>,
  fields: readonly WorkforceField[],
  conditionsOn: (prefix: string) => Document,
): Promise<WorkforceCell[]> {
  const groupingUnder = (prefix: string) => {
    const paths = fields.map((field) => [field, prefix + PATHS[field]]);
    const years = ["appointedYear", "endedYear"].map((year) => [year, prefix + year]);
    return { keys: Object.fromEntries([...paths, ...years]), sums: { count: 1 } as const };
  };
  const [present, past] = await Promise.all([
    groupRows(workers, conditionsOn("") as Filter<WorkerDocument>, groupingUnder("")),
    groupRows(
      workers,
      { past: { $exists: true } },
      { ...groupingUnder("past."), stages: [{ $unwind: "$past" }, { $match: conditionsOn("past.") }] },
    ),
  ]);
  const cells = [...present, ...past] as unknown as WorkforceCell[];
  return fields.includes("serviceField") ? cells.flatMap(perServiceField) : cells;
}

/** A cell for each field of service its workers have. */
function perServiceField(cell: WorkforceCell): WorkforceCell[] {
  return String(cell.serviceField)
    .split(" ")
    .map((serviceField) => ({ ...cell, serviceField }));
}
