import { divisionPlace } from "../../kit/disclosure/districtPlaces.ts";
import type { Value } from "../../kit/disclosure/Family.ts";
import type { Figures, Within } from "../../kit/disclosure/Figures.ts";
import type { ProtectedCount } from "../../kit/disclosure/ProtectedCount.ts";
import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { HospitalReferralStatus, ReferralReason } from "../model/Referral.ts";
import { limitRows } from "./limitRows.ts";
import { DESTINATION, ORIGIN } from "./referralFigures.ts";

const DIMENSIONS = {
  DISTRICT: { axis: "region", level: "destinationCounty" },
  INSTITUTION: { axis: "region", level: "institution" },
  MONTH: { axis: "time", level: "month" },
  YEAR: { axis: "time", level: "year" },
  REASON: { axis: "detail", level: "reason" },
  URGENCY: { axis: "detail", level: "isUrgent" },
  STATUS: { axis: "detail", level: "status" },
} as const;

export type ReferralDimension = keyof typeof DIMENSIONS;

/** `input ReferralStatisticsFilter` of the schema. */
export interface ReferralStatisticsFilter {
  destinationCode?: string | null;
  originCode?: string | null;
  institutionId?: string | null;
  year?: number | null;
  month?: string | null;
  reason?: ReferralReason | null;
  isUrgent?: boolean | null;
  status?: HospitalReferralStatus | null;
}

/** A row before its district and institution become entities; dimensions not asked for are absent. */
export interface ReferralRow extends Partial<Record<(typeof DIMENSIONS)[ReferralDimension]["level"], Value>> {
  count: ProtectedCount;
}

/**
 * Referrals by the dimensions asked for.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad or too fine query, or too many rows
 */
export function referralStatistics(
  figures: Figures,
  groupBy: readonly ReferralDimension[],
  filter: ReferralStatisticsFilter,
): ReferralRow[] {
  const dimensions = checkGroupBy(groupBy).map((dimension) => DIMENSIONS[dimension]);
  const rows = limitRows(figures.rows(dimensions, placesOf(filter)));
  return orderRows(rows, ({ labels }) => labels).map(({ labels, count }) => ({
    ...Object.fromEntries(dimensions.map(({ level }, index) => [level, labels[index]])),
    count,
  }));
}

function placesOf(filter: ReferralStatisticsFilter): Within[] {
  const { destinationCode, originCode, institutionId, ...others } = filter;
  const divisions = [
    ...(destinationCode ? [divisionPlace(destinationCode, DESTINATION)] : []),
    ...(originCode ? [divisionPlace(originCode, ORIGIN)] : []),
    ...(institutionId ? [{ level: "institution", label: institutionId }] : []),
  ].map((place) => ({ axis: "region", ...place }));
  const rest = Object.entries(others)
    .filter(([, label]) => label !== null && label !== undefined)
    .map(([level, label]) => ({
      axis: level === "year" || level === "month" ? "time" : "detail",
      level,
      label,
    }));
  return [...divisions, ...rest];
}
