import type { Document, Filter } from "mongodb";
import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { type GroupedRow, type Grouping, groupRows } from "../../kit/statistics/groupRows.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import type { StationsCollections } from "./collections.ts";
import { type IntakeFilter, intakeCondition } from "./intakes.ts";
import { type PairingFilter, pairingCondition } from "./pairings.ts";
import { type ProjectFilter, projectCondition } from "./projects.ts";

/** The stored field behind each value of `enum IntakeDimension`. */
const INTAKE_FIELDS = {
  DISTRICT: "districtCode",
  STATION: "stationId",
  MONTH: "month",
  YEAR: "year",
  STATUS: "status",
  OUTCOME: "outcome",
} as const;

/** The stored field behind each value of `enum ProjectDimension`. */
const PROJECT_FIELDS = {
  DISTRICT: "districtCode",
  YEAR: "year",
  FIELD: "field",
  FUNDING_SOURCE: "fundingSource",
  STATUS: "status",
} as const;

/** The stored field behind each value of `enum PairingDimension`. */
const PAIRING_FIELDS = { DISTRICT: "districtCode", YEAR: "year", STATUS: "status" } as const;

/** A row by its stored fields; dimensions that were not asked for are absent. */
type Row<F extends Record<string, string>, S extends string> = Partial<Record<F[keyof F], unknown>> &
  Record<S, number>;

export type IntakeRow = Row<typeof INTAKE_FIELDS, "count" | "visits">;
export type ProjectRow = Row<typeof PROJECT_FIELDS, "count" | "amountFen">;
export type PairingRow = Row<typeof PAIRING_FIELDS, "count">;

/** @throws GraphQLError `BAD_USER_INPUT` for a bad `groupBy`; so do the other two */
export function groupIntakes(
  { intakes }: StationsCollections,
  groupBy: (keyof typeof INTAKE_FIELDS)[],
  filter: IntakeFilter,
): Promise<IntakeRow[]> {
  const fields = checkGroupBy(groupBy).map((dimension) => INTAKE_FIELDS[dimension]);
  return grouped(intakes, intakeCondition(filter), fields, { count: 1, visits: "visitCount" });
}

export function groupProjects(
  { projects }: StationsCollections,
  groupBy: (keyof typeof PROJECT_FIELDS)[],
  filter: ProjectFilter,
): Promise<ProjectRow[]> {
  const fields = checkGroupBy(groupBy).map((dimension) => PROJECT_FIELDS[dimension]);
  return grouped(projects, projectCondition(filter), fields, { count: 1, amountFen: "amountFen" });
}

export function groupPairings(
  { pairings }: StationsCollections,
  groupBy: (keyof typeof PAIRING_FIELDS)[],
  filter: PairingFilter,
): Promise<PairingRow[]> {
  const fields = checkGroupBy(groupBy).map((dimension) => PAIRING_FIELDS[dimension]);
  return grouped(pairings, pairingCondition(filter), fields, { count: 1 });
}

async function grouped<T extends Document, K extends string, S extends string>(
  collection: DocumentCollection<T>,
  filter: Filter<T>,
  fields: readonly K[],
  sums: Grouping<K, S>["sums"],
): Promise<GroupedRow<K, S>[]> {
  const keys: Record<string, string> = Object.fromEntries(fields.map((field) => [field, field]));
  const rows: GroupedRow<K, S>[] = await groupRows(collection, filter, { keys, sums });
  return orderRows(rows, (row) => fields.map((field) => row[field]));
}
