import { divisionPlace } from "../../kit/disclosure/districtPlaces.ts";
import type { Figures, Within } from "../../kit/disclosure/Figures.ts";
import { shown } from "../../kit/disclosure/ProtectedCount.ts";
import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { SocialWorkerFilter } from "./filters.ts";
import { RANKS } from "./ranks.ts";
import type { ProtectedRow, WorkforceDimension } from "./workforceStatistics.ts";

const DIMENSIONS = {
  DISTRICT: { axis: "region", level: "county", field: "districtCode" },
  KIND: { axis: "kind", level: "kind", field: "kind" },
  CERTIFICATE_LEVEL: { axis: "certificate", level: "certificateLevel", field: "certificateLevel" },
  BIRTH_DECADE: { axis: "person", level: "birthDecade", field: "birthDecade" },
  GENDER: { axis: "person", level: "gender", field: "gender" },
  PARTY_MEMBER: { axis: "person", level: "isPartyMember", field: "isPartyMember" },
} as const;

/** Whether a query tells workers apart by an attribute that is protected. */
export function namesPerson(groupBy: readonly WorkforceDimension[], filter: SocialWorkerFilter): boolean {
  const isGrouped = groupBy.some((dimension) => DIMENSIONS[dimension].axis === "person");
  return isGrouped || typeof filter?.isPartyMember === "boolean";
}

/**
 * Workers and certified workers by one protected attribute and public ones.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad query, or one with two protected attributes
 */
export function protectedWorkforce(
  figures: Figures,
  groupBy: readonly WorkforceDimension[],
  filter: SocialWorkerFilter,
): ProtectedRow[] {
  const dimensions = checkGroupBy(groupBy).map((dimension) => DIMENSIONS[dimension]);
  const within = placesOf(filter);
  const rows = figures.rows(dimensions, within);
  const certified = certifiedOf(figures, dimensions, within);
  return orderRows(rows, ({ labels }) => labels, RANKS).map(({ labels, count }) => ({
    ...Object.fromEntries(dimensions.map(({ field }, index) => [field, labels[index]])),
    workers: count,
    certified: certified.get(JSON.stringify(labels)) ?? shown(0),
  }));
}

/** The certified ones of each row. */
function certifiedOf(figures: Figures, dimensions: Parameters<Figures["rows"]>[0], within: Within[]) {
  const isCertified = within.find(({ level }) => level === "isCertified")?.label ?? true;
  const rows = isCertified
    ? figures.rows(dimensions, [...within, { axis: "certificate", level: "isCertified", label: true }])
    : [];
  return new Map(rows.map(({ labels, count }) => [JSON.stringify(labels), count]));
}

function placesOf(filter: SocialWorkerFilter): Within[] {
  const { districtCode, kind, isCertified, certificateLevel, isPartyMember } = filter ?? {};
  return [
    ...(districtCode ? [{ axis: "region", ...divisionPlace(districtCode) }] : []),
    ...(kind ? [{ axis: "kind", level: "kind", label: kind }] : []),
    ...(typeof isCertified === "boolean"
      ? [{ axis: "certificate", level: "isCertified", label: isCertified }]
      : []),
    ...(certificateLevel
      ? [{ axis: "certificate", level: "certificateLevel", label: certificateLevel }]
      : []),
    ...(typeof isPartyMember === "boolean"
      ? [{ axis: "person", level: "isPartyMember", label: isPartyMember }]
      : []),
  ];
}
