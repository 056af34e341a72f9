import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { Context } from "../context.ts";
import { yearlyService } from "../model/summaryFigures.ts";
import { venueReference } from "../model/Venue.ts";
import {
  type VolunteerOrganization as Document,
  partyOrganizationId,
} from "../model/VolunteerOrganization.ts";
import { district, organization } from "./references.ts";
import { serviceTotals, serviceYears } from "./serviceFigures.ts";

export const VolunteerOrganization = {
  __resolveReference: ({ id }: { id: string }, { loaders }: Context) => loaders.organization.load(id),
  id: ({ _id }: Document) => _id,
  organization: ({ creditCode }: Document) => organization(creditCode),
  district: ({ districtCode }: Document) => district(districtCode),
  host: ({ hostId }: Document) => hostId && venueReference(hostId),
  partyOrganization: ({ _id, partyOrganizations }: Document, _: unknown, { loaders }: Context) =>
    partyOrganizations > 0 ? loaders.partyOrganization.load(partyOrganizationId(_id)) : null,
  volunteerCount: ({ _id }: Document, { asOf }: { asOf?: string | null }, { loaders }: Context) =>
    loaders.registeredWith(_id, asOf ?? null),
  volunteers: ({ _id }: Document, args: PageArgs, { loaders }: Context) =>
    loaders.organizationVolunteers(_id, args),
  activities: ({ _id }: Document, args: PageArgs, { loaders }: Context) =>
    loaders.organizationActivities(_id, args),
  commendations: ({ _id }: Document, args: PageArgs, { loaders }: Context) =>
    loaders.commendationsOf(_id, args),
  service: async ({ _id }: Document, _: unknown, { loaders }: Context) =>
    serviceTotals(yearlyService(await loaders.organizationService.load(_id))),
  yearlyTrend: async ({ _id }: Document, _: unknown, { loaders }: Context) =>
    serviceYears(yearlyService(await loaders.organizationService.load(_id))),
};
