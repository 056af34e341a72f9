import { shown } from "../../kit/disclosure/ProtectedCount.ts";
import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import type { Context } from "../context.ts";
import { hoursOf } from "../model/hours.ts";
import { venueReference } from "../model/Venue.ts";
import { type VolunteerFilter, volunteerFilter } from "../repository/filters.ts";
import {
  namesPerson,
  type ProtectedVolunteers,
  protectedVolunteers,
} from "../repository/protectedVolunteers.ts";
import {
  type ServiceDimension,
  type ServiceRow,
  type ServiceStatisticsFilter,
  serviceStatistics,
} from "../repository/serviceStatistics.ts";
import { volunteerFigures } from "../repository/volunteerFigures.ts";
import {
  type PublicDimension,
  type VolunteerDimension,
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
  async volunteerStatistics(
    _: unknown,
    { groupBy, filter }: { groupBy: VolunteerDimension[]; filter?: VolunteerFilter | null },
    { repository: { collections }, disclosure, now }: Context,
  ): Promise<ProtectedVolunteers[]> {
    checkGroupBy(groupBy);
    const condition = volunteerFilter(filter ?? {});
    if (namesPerson(groupBy, filter ?? {}))
      return protectedVolunteers(
        await volunteerFigures(disclosure, collections, now()),
        groupBy,
        filter ?? {},
      );
    const rows = await volunteerStatistics(collections, groupBy as PublicDimension[], condition);
    return rows.map(({ count, ...row }) => ({ ...row, count: shown(count) }));
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
  district: ({ DISTRICT }: ProtectedVolunteers) => district(DISTRICT as string | undefined),
  starRating: ({ STAR_RATING }: ProtectedVolunteers) => STAR_RATING,
  ageBand: ({ AGE_BAND }: ProtectedVolunteers) => AGE_BAND,
  gender: ({ GENDER }: ProtectedVolunteers) => GENDER,
  registeredYear: ({ REGISTERED_YEAR }: ProtectedVolunteers) => REGISTERED_YEAR,
  isPartyMember: ({ PARTY_MEMBER }: ProtectedVolunteers) => PARTY_MEMBER,
  organizationKind: ({ ORGANIZATION_KIND }: ProtectedVolunteers) => ORGANIZATION_KIND,
};
