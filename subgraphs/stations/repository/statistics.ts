import type { StationsCollections } from "./collections.ts";
import { groupRows } from "./groupRows.ts";
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
};

/** The stored field behind each value of `enum ProjectDimension`. */
const PROJECT_FIELDS = {
  DISTRICT: "districtCode",
  YEAR: "year",
  FIELD: "field",
  FUNDING_SOURCE: "fundingSource",
  STATUS: "status",
};

/** The stored field behind each value of `enum PairingDimension`. */
const PAIRING_FIELDS = { DISTRICT: "districtCode", YEAR: "year", STATUS: "status" };

/** Rows with the sums `count` and `visits`. */
export function groupIntakes(
  { intakes }: StationsCollections,
  groupBy: (keyof typeof INTAKE_FIELDS)[],
  filter: IntakeFilter,
) {
  const sums = { count: 1, visits: "$visitCount" };
  return groupRows(intakes, { groupBy, fields: INTAKE_FIELDS, filter: intakeCondition(filter), sums });
}

/** Rows with the sums `count` and `amountFen`. */
export function groupProjects(
  { projects }: StationsCollections,
  groupBy: (keyof typeof PROJECT_FIELDS)[],
  filter: ProjectFilter,
) {
  const sums = { count: 1, amountFen: "$amountFen" };
  return groupRows(projects, { groupBy, fields: PROJECT_FIELDS, filter: projectCondition(filter), sums });
}

/** Rows with the sum `count`. */
export function groupPairings(
  { pairings }: StationsCollections,
  groupBy: (keyof typeof PAIRING_FIELDS)[],
  filter: PairingFilter,
) {
  return groupRows(pairings, {
    groupBy,
    fields: PAIRING_FIELDS,
    filter: pairingCondition(filter),
    sums: { count: 1 },
  });
}
