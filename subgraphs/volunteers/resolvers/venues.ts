import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { Context } from "../context.ts";
import { hoursOf } from "../model/hours.ts";
import { yearlyService } from "../model/summaryFigures.ts";
import type { VenueVolunteer } from "../model/VenueVolunteer.ts";
import { districtsByCount } from "../model/venueRegistrations.ts";
import { district } from "./references.ts";
import { serviceTotals, serviceYears } from "./serviceFigures.ts";

interface VenueKey {
  id: string;
}

const service = async ({ id }: VenueKey, { loaders }: Context) =>
  yearlyService(await loaders.venueService.load(id));

/** What this agency adds to a venue; whether the venue exists only its owner knows, so figures may all be zero. */
const contributed = {
  __resolveReference: ({ id }: VenueKey) => ({ id }),
  volunteering: ({ id }: VenueKey) => ({ id }),
  serviceRecords: ({ id }: VenueKey, args: PageArgs, { loaders }: Context) => loaders.venueRecords(id, args),
};

export const MedicalInstitution = contributed;
export const CommunityStation = contributed;
export const Community = contributed;

export const VenueVolunteering = {
  teams: ({ id }: VenueKey, _: unknown, { loaders }: Context) => loaders.teamsOfHost.load(id),
  registeredVolunteers: ({ id }: VenueKey, { asOf }: { asOf?: string | null }, { loaders }: Context) =>
    loaders.registeredAtHost(id, asOf ?? null),
  async registeredByDistrict({ id }: VenueKey, _: unknown, { loaders }: Context) {
    const registrations = await loaders.venueRegistrations.load(id);
    const counts = registrations ? districtsByCount(registrations) : [];
    return counts.map(({ code, count }) => ({ district: district(code), count }));
  },
  personTimes: async (venue: VenueKey, _: unknown, context: Context) =>
    serviceTotals(await service(venue, context)).personTimes,
  hours: async (venue: VenueKey, _: unknown, context: Context) =>
    serviceTotals(await service(venue, context)).hours,
  yearlyTrend: async (venue: VenueKey, _: unknown, context: Context) =>
    serviceYears(await service(venue, context)),
  servedVolunteers: ({ id }: VenueKey, _: unknown, { loaders }: Context) => loaders.servedVolunteers.load(id),
  volunteersServed: ({ id }: VenueKey, args: PageArgs, { loaders }: Context) =>
    loaders.venueVolunteers(id, args),
};

export const VenueService = {
  volunteer: ({ volunteerId }: VenueVolunteer, _: unknown, { loaders }: Context) =>
    loaders.volunteer.load(volunteerId),
  personTimes: ({ times }: VenueVolunteer) => times,
  hours: ({ minutes }: VenueVolunteer) => hoursOf(minutes),
  lastServedOn: ({ lastDay }: VenueVolunteer) => lastDay,
};
