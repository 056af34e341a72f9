import type { Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { Context } from "../context.ts";
import { ORDERS } from "../loaders.ts";
import { districtFigures } from "../model/districtFigures.ts";
import type { DistrictSummary } from "../model/districtSummary.ts";
import type { ServiceSummary } from "../model/serviceSummary.ts";
import { yearlyService } from "../model/summaryFigures.ts";
import type { VenueKind } from "../model/Venue.ts";
import {
  type ActivityFilter,
  activityFilter,
  type CommendationFilter,
  type CourtesyBenefitFilter,
  commendationFilter,
  courtesyBenefitFilter,
  type VolunteerFilter,
  type VolunteerOrganizationFilter,
  volunteerFilter,
  volunteerOrganizationFilter,
} from "../repository/filters.ts";
import type { Dashboard } from "./districts.ts";
import { statisticsQueries } from "./statistics.ts";

type ById = { id: string };
type PageOf<F> = PageArgs & { filter?: F | null };

export const Query = {
  ...statisticsQueries,
  volunteer: (_: unknown, { id }: ById, { loaders }: Context) => loaders.volunteer.load(id),
  volunteerOrganization: (_: unknown, { id }: ById, { loaders }: Context) => loaders.organization.load(id),
  activity: (_: unknown, { id }: ById, { loaders }: Context) => loaders.activity.load(id),
  serviceRecord: (_: unknown, { id }: ById, { loaders }: Context) => loaders.serviceRecord.load(id),
  volunteers: (_: unknown, { filter, ...page }: PageOf<VolunteerFilter>, { repository }: Context) =>
    findPage(repository.collections.volunteers, volunteerFilter(filter ?? {}), ORDERS.byId, page),
  volunteerOrganizations: (
    _: unknown,
    { filter, ...page }: PageOf<VolunteerOrganizationFilter>,
    { repository: { collections } }: Context,
  ) =>
    findPage(
      collections.volunteerOrganizations,
      volunteerOrganizationFilter(filter ?? {}),
      ORDERS.byId,
      page,
    ),
  activities: (_: unknown, { filter, ...page }: PageOf<ActivityFilter>, { repository }: Context) =>
    findPage(repository.collections.activities, activityFilter(filter ?? {}), ORDERS.startsAt, page),
  courtesyBenefits: (
    _: unknown,
    { filter, ...page }: PageOf<CourtesyBenefitFilter>,
    { repository: { collections } }: Context,
  ) => findPage(collections.courtesyBenefits, courtesyBenefitFilter(filter ?? {}), ORDERS.byId, page),
  commendations: (
    _: unknown,
    { filter, ...page }: PageOf<CommendationFilter>,
    { repository: { collections } }: Context,
  ) => findPage(collections.commendations, commendationFilter(filter ?? {}), ORDERS.awardedOn, page),
  async volunteering(
    _: unknown,
    { districtCode, hostKind }: { districtCode?: string | null; hostKind?: VenueKind | null },
    { repository: { collections } }: Context,
  ): Promise<Dashboard> {
    const within = districtCode ? { districtCode: withinDistrict(districtCode) } : {};
    const kind = hostKind ?? undefined;
    const summaries = collections.volunteerSummaries.find(within as Filter<DistrictSummary>).toArray();
    const service = once(async () => {
      const filter = { subject: "DISTRICT", period: "YEARS", ...within } as Filter<ServiceSummary>;
      return yearlyService(await collections.serviceSummaries.find(filter).toArray(), kind);
    });
    return { districtCode, hostKind, ...districtFigures(await summaries, kind), service };
  },
};

/** Asks when first asked, and only then. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
