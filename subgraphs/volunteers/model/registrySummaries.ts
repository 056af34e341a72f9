import type { Commendation } from "./Commendation.ts";
import {
  commendationShare,
  countInDistrict,
  type DistrictSummary,
  organizationShare,
  partyOrganizationShare,
  registrationShare,
} from "./districtSummary.ts";
import type { Volunteer } from "./Volunteer.ts";
import type { VolunteerOrganization } from "./VolunteerOrganization.ts";
import { countAtVenue, type VenueRegistrations } from "./venueRegistrations.ts";

/** The summaries of a whole register, by the same rules as registering one by one: to load in bulk and to recount. */
export function registrySummaries({
  volunteers,
  organizations,
  commendations,
}: {
  volunteers: Iterable<Volunteer>;
  organizations: Iterable<VolunteerOrganization>;
  commendations: Iterable<Commendation>;
}): { districts: Map<string, DistrictSummary>; venues: Map<string, VenueRegistrations> } {
  const districts = new Map<string, DistrictSummary>();
  const venues = new Map<string, VenueRegistrations>();
  for (const volunteer of volunteers) {
    countInDistrict(districts, registrationShare(volunteer));
    if (volunteer.hostId) countAtVenue(venues, volunteer.hostId, volunteer.districtCode);
  }
  for (const organization of organizations) {
    countInDistrict(districts, organizationShare(organization));
    if (organization.partyOrganizations > 0) countInDistrict(districts, partyOrganizationShare(organization));
  }
  for (const commendation of commendations) countInDistrict(districts, commendationShare(commendation));
  return { districts, venues };
}
