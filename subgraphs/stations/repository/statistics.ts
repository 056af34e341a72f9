import type { Document, Filter } from "mongodb";
import { divisionPlace } from "../../kit/disclosure/districtPlaces.ts";
import type { Value } from "../../kit/disclosure/Family.ts";
import type { Figures } from "../../kit/disclosure/Figures.ts";
import type { ProtectedCount } from "../../kit/disclosure/ProtectedCount.ts";
import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { type GroupedRow, type Grouping, groupRows } from "../../kit/statistics/groupRows.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import type { StationsCollections } from "./collections.ts";
import type { IntakeFilter } from "./intakes.ts";
import { type PairingFilter, pairingCondition } from "./pairings.ts";
import { type ProjectFilter, projectCondition } from "./projects.ts";

/** The level behind each value of `enum IntakeDimension`. */
const INTAKE_LEVELS = {
  DISTRICT: { axis: "region", level: "county" },
  STATION: { axis: "region", level: "station" },
  MONTH: { axis: "time", level: "month" },
  YEAR: { axis: "time", level: "year" },
  STATUS: { axis: "detail", level: "status" },
  OUTCOME: { axis: "detail", level: "outcome" },
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

/** A row by the levels of its dimensions; those that were not asked for are absent. */
export interface IntakeRow
  extends Partial<Record<(typeof INTAKE_LEVELS)[keyof typeof INTAKE_LEVELS]["level"], Value>> {
  count: ProtectedCount;
  visits: ProtectedCount;
}
export type ProjectRow = Row<typeof PROJECT_FIELDS, "count" | "amountFen">;
export type PairingRow = Row<typeof PAIRING_FIELDS, "count">;

/** @throws GraphQLError `BAD_USER_INPUT` for a bad or too fine query; the other two for a bad `groupBy` */
export function groupIntakes(
  figures: Figures,
  groupBy: (keyof typeof INTAKE_LEVELS)[],
  { stationId, districtCode, status }: IntakeFilter,
): IntakeRow[] {
  const dimensions = checkGroupBy(groupBy).map((dimension) => INTAKE_LEVELS[dimension]);
  const rows = figures.rows(dimensions, [
    ...(stationId ? [{ axis: "region", level: "station", label: stationId }] : []),
    ...(districtCode ? [{ axis: "region", ...divisionPlace(districtCode) }] : []),
    ...(status ? [{ axis: "detail", level: "status", label: status }] : []),
  ]);
  return orderRows(rows, ({ labels }) => labels).map(({ labels, count, weight }) => ({
    ...Object.fromEntries(dimensions.map(({ level }, index) => [level, labels[index]])),
    count,
    visits: weight,
  }));
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
