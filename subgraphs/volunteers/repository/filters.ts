import type { Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { badInput } from "../../kit/graphql/badInput.ts";
import { startOfChinaDay } from "../../kit/time/startOfChinaDay.ts";
import type { Activity, ActivityStatus } from "../model/Activity.ts";
import type { Commendation, CommendationLevel } from "../model/Commendation.ts";
import type { CourtesyBenefit } from "../model/CourtesyBenefit.ts";
import { MAX_STARS, minutesForStars } from "../model/starRating.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import type { VolunteerOrganization, VolunteerOrganizationKind } from "../model/VolunteerOrganization.ts";
import type { VolunteerServiceField } from "../model/VolunteerServiceField.ts";

type Nullable<T> = { [Key in keyof T]?: T[Key] | null };

export type VolunteerFilter = Nullable<{
  districtCode: string;
  organizationId: string;
  minStarRating: number;
  isPartyMember: boolean;
}>;

/** @throws GraphQLError `BAD_USER_INPUT` for stars outside 0–5 */
export function volunteerFilter(filter: VolunteerFilter): Filter<Volunteer> {
  const { districtCode, organizationId, minStarRating, isPartyMember } = filter;
  if (typeof minStarRating === "number" && (minStarRating < 0 || minStarRating > MAX_STARS))
    throw badInput(`"filter.minStarRating" must be between 0 and ${MAX_STARS}`);
  return {
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    ...(organizationId ? { organizationId } : {}),
    ...(minStarRating ? { minutes: { $gte: minutesForStars(minStarRating).from } } : {}),
    ...(typeof isPartyMember === "boolean" ? { isPartyMember } : {}),
  } as Filter<Volunteer>;
}

export type VolunteerOrganizationFilter = Nullable<{
  districtCode: string;
  kind: VolunteerOrganizationKind;
  hasPartyOrganization: boolean;
}>;

export function volunteerOrganizationFilter(
  filter: VolunteerOrganizationFilter,
): Filter<VolunteerOrganization> {
  const { districtCode, kind, hasPartyOrganization } = filter;
  return {
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    ...(kind ? { kind } : {}),
    ...(typeof hasPartyOrganization === "boolean"
      ? { partyOrganizations: hasPartyOrganization ? 1 : 0 }
      : {}),
  } as Filter<VolunteerOrganization>;
}

export type ActivityFilter = Nullable<{
  districtCode: string;
  organizationId: string;
  field: VolunteerServiceField;
  status: ActivityStatus;
  from: string;
  to: string;
}>;

export function activityFilter(filter: ActivityFilter): Filter<Activity> {
  const { districtCode, organizationId, field, status, from, to } = filter;
  const startsAt = {
    ...(from ? { $gte: startOfChinaDay(from) } : {}),
    ...(to ? { $lt: startOfChinaDay(to, 1) } : {}),
  };
  return {
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    ...(organizationId ? { organizationId } : {}),
    ...(field ? { field } : {}),
    ...(status ? { status } : {}),
    ...(Object.keys(startsAt).length > 0 ? { startsAt } : {}),
  } as Filter<Activity>;
}

export type CourtesyBenefitFilter = Nullable<{
  districtCode: string;
  availableOn: string;
  maxPointsCost: number;
}>;

export function courtesyBenefitFilter(filter: CourtesyBenefitFilter): Filter<CourtesyBenefit> {
  const { districtCode, availableOn, maxPointsCost } = filter;
  return {
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    ...(availableOn ? { validFrom: { $lte: availableOn }, validUntil: { $gte: availableOn } } : {}),
    ...(typeof maxPointsCost === "number" ? { pointsCost: { $lte: maxPointsCost } } : {}),
  } as Filter<CourtesyBenefit>;
}

export type CommendationFilter = Nullable<{
  districtCode: string;
  level: CommendationLevel;
  year: number;
}>;

export function commendationFilter({ districtCode, level, year }: CommendationFilter): Filter<Commendation> {
  return {
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    ...(level ? { level } : {}),
    ...(typeof year === "number" ? { awardedOn: { $gte: `${year}-01-01`, $lte: `${year}-12-31` } } : {}),
  } as Filter<Commendation>;
}
