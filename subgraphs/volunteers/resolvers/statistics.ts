import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import type { Context } from "../context.ts";
import { hoursOf } from "../model/hours.ts";
import { venueReference } from "../model/Venue.ts";
import { type VolunteerFilter, volunteerFilter } from "../repository/filters.ts";
import {
  type ServiceDimension,
  type ServiceRow,
  type ServiceStatisticsFilter,
  serviceStatistics,
} from "../repository/serviceStatistics.ts";
import {
  type VolunteerDimension,
  type VolunteerRow,
  volunteerStatistics,
} from "../repository/volunteerStatistics.ts";
import { district } from "./references.ts";

/** Root fields that count. */
export const statisticsQueries = {
  serviceStatistics(
    _: unknown,
    { groupBy, filter }: { groupBy: ServiceDimension[]; filter?: ServiceStatisticsFilter | null },
    { repository }: Context,
  ) {
    checkGroupBy(groupBy);
    return serviceStatistics(repository.collections, groupBy, filter ?? {});
  },
  volunteerStatistics(
    _: unknown,
    { groupBy, filter }: { groupBy: VolunteerDimension[]; filter?: VolunteerFilter | null },
    { repository, now }: Context,
  ) {
    checkGroupBy(groupBy);
    return volunteerStatistics(repository.collections, groupBy, volunteerFilter(filter ?? {}), now());
  },
};

export const ServiceStatisticsRow = {
  district: ({ DISTRICT }: ServiceRow) => district(DISTRICT as string | undefined),
  year: ({ YEAR }: ServiceRow) => YEAR,
  month: ({ MONTH }: ServiceRow) => MONTH,
  field: ({ FIELD }: ServiceRow) => FIELD,
  venueKind: ({ VENUE_KIND }: ServiceRow) => VENUE_KIND,
  venue: ({ VENUE }: ServiceRow) => (VENUE === undefined ? null : venueReference(VENUE as string)),
  organization: ({ ORGANIZATION }: ServiceRow, _: unknown, { loaders }: Context) =>
    ORGANIZATION === undefined ? null : loaders.organization.load(ORGANIZATION as string),
  personTimes: ({ times }: ServiceRow) => times,
  hours: ({ minutes }: ServiceRow) => hoursOf(minutes),
};

export const VolunteerStatisticsRow = {
  district: ({ DISTRICT }: VolunteerRow) => district(DISTRICT as string | undefined),
  starRating: ({ STAR_RATING }: VolunteerRow) => STAR_RATING,
  ageBand: ({ AGE_BAND }: VolunteerRow) => AGE_BAND,
  gender: ({ GENDER }: VolunteerRow) => GENDER,
  registeredYear: ({ REGISTERED_YEAR }: VolunteerRow) => REGISTERED_YEAR,
  isPartyMember: ({ PARTY_MEMBER }: VolunteerRow) => PARTY_MEMBER,
  organizationKind: ({ ORGANIZATION_KIND }: VolunteerRow) => ORGANIZATION_KIND,
};
