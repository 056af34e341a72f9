import { divisionPlace } from "../../kit/disclosure/districtPlaces.ts";
import type { Value } from "../../kit/disclosure/Family.ts";
import type { Figures, Within } from "../../kit/disclosure/Figures.ts";
import type { ProtectedCount } from "../../kit/disclosure/ProtectedCount.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { VolunteerFilter } from "./filters.ts";
import type { VolunteerDimension } from "./volunteerStatistics.ts";

const DIMENSIONS: Record<VolunteerDimension, { axis: string; level: string }> = {
  DISTRICT: { axis: "region", level: "county" },
  STAR_RATING: { axis: "group", level: "starRating" },
  REGISTERED_YEAR: { axis: "group", level: "registeredYear" },
  ORGANIZATION_KIND: { axis: "group", level: "organizationKind" },
  AGE_BAND: { axis: "person", level: "ageBand" },
  GENDER: { axis: "person", level: "gender" },
  PARTY_MEMBER: { axis: "person", level: "isPartyMember" },
};

export type ProtectedVolunteers = { [Dimension in VolunteerDimension]?: Value } & { count: ProtectedCount };

/** Whether a query tells volunteers apart by an attribute that is protected. */
export function namesPerson(
  groupBy: readonly VolunteerDimension[],
  { isPartyMember }: VolunteerFilter,
): boolean {
  const isGrouped = groupBy.some((dimension) => DIMENSIONS[dimension].axis === "person");
  return isGrouped || typeof isPartyMember === "boolean";
}

/**
 * Numbers of volunteers by one protected attribute and public ones.
 * @throws GraphQLError `BAD_USER_INPUT` for two protected attributes, or a query that is too fine
 */
export function protectedVolunteers(
  figures: Figures,
  groupBy: readonly VolunteerDimension[],
  filter: VolunteerFilter,
): ProtectedVolunteers[] {
  const dimensions = groupBy.map((dimension) => DIMENSIONS[dimension]);
  const rows = figures.rows(dimensions, placesOf(filter));
  return orderRows(rows, ({ labels }) => labels).map(({ labels, count }) => ({
    ...Object.fromEntries(groupBy.map((dimension, index) => [dimension, labels[index]])),
    count,
  }));
}

function placesOf({ districtCode, organizationId, minStarRating, isPartyMember }: VolunteerFilter): Within[] {
  return [
    ...(districtCode ? [{ axis: "region", ...divisionPlace(districtCode) }] : []),
    ...(organizationId ? [{ axis: "region", level: "organization", label: organizationId }] : []),
    ...(minStarRating ? [{ axis: "group", level: "minStarRating", label: minStarRating }] : []),
    ...(typeof isPartyMember === "boolean"
      ? [{ axis: "person", level: "isPartyMember", label: isPartyMember }]
      : []),
  ];
}
