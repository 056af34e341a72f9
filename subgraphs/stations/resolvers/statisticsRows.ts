import type { GroupedRow } from "../repository/groupRows.ts";
import type { StationsContext } from "../StationsContext.ts";
import { districtRef, yuan } from "./references.ts";

/** A row of statistics whose dimensions are fields: those not asked for are `null`. */
const dimension =
  (name: string) =>
  ({ keys }: GroupedRow) =>
    keys[name] ?? null;

const district = ({ keys }: GroupedRow) =>
  typeof keys.DISTRICT === "string" ? districtRef(keys.DISTRICT) : null;

const sum =
  (name: string) =>
  ({ sums }: GroupedRow) =>
    sums[name] ?? 0;

export const IntakeStatisticsRow = {
  district,
  station: ({ keys }: GroupedRow, _: unknown, { loaders }: StationsContext) =>
    typeof keys.STATION === "string" ? loaders.station.load(keys.STATION) : null,
  month: dimension("MONTH"),
  year: dimension("YEAR"),
  status: dimension("STATUS"),
  outcome: dimension("OUTCOME"),
  count: sum("count"),
  visits: sum("visits"),
};

export const ProjectStatisticsRow = {
  district,
  year: dimension("YEAR"),
  field: dimension("FIELD"),
  fundingSource: dimension("FUNDING_SOURCE"),
  status: dimension("STATUS"),
  count: sum("count"),
  amountYuan: ({ sums }: GroupedRow) => yuan(sums.amountFen ?? 0),
};

export const PairingStatisticsRow = {
  district,
  year: dimension("YEAR"),
  status: dimension("STATUS"),
  count: sum("count"),
};
