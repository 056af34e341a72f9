import type { IntakeRow, PairingRow, ProjectRow } from "../repository/statistics.ts";
import type { StationsContext } from "../StationsContext.ts";
import { districtRef, yuan } from "./references.ts";

/** Rows carry their dimensions and sums under the fields' own names; only what is more than a value is resolved here. */
const district = ({ districtCode }: { districtCode?: unknown }) =>
  typeof districtCode === "string" ? districtRef(districtCode) : null;

export const IntakeStatisticsRow = {
  district: ({ county }: IntakeRow) => district({ districtCode: county }),
  station: ({ station }: IntakeRow, _: unknown, { loaders }: StationsContext) =>
    typeof station === "string" ? loaders.station.load(station) : null,
};

export const ProjectStatisticsRow = {
  district,
  amountYuan: ({ amountFen }: ProjectRow) => yuan(amountFen),
};

export const PairingStatisticsRow = {
  district: (row: PairingRow) => district(row),
};
