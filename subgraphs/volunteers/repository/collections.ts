import type { DocumentCollection, DocumentStore } from "../../kit/store/DocumentStore.ts";
import type { Activity } from "../model/Activity.ts";
import type { ActivitySignUp, SignUpWithdrawal } from "../model/ActivitySignUp.ts";
import type { Commendation } from "../model/Commendation.ts";
import type { CourtesyBenefit } from "../model/CourtesyBenefit.ts";
import type { DistrictSummary } from "../model/districtSummary.ts";
import type { PointsEntry } from "../model/PointsEntry.ts";
import type { ServiceRecord } from "../model/ServiceRecord.ts";
import type { ServiceSummary } from "../model/serviceSummary.ts";
import type { VenueVolunteer } from "../model/VenueVolunteer.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import type { PartyOrganization, VolunteerOrganization } from "../model/VolunteerOrganization.ts";
import type { VenueRegistrations } from "../model/venueRegistrations.ts";

/** The document of each collection, by the collection's name. */
export interface DocumentTypes {
  volunteerOrganizations: VolunteerOrganization;
  partyOrganizations: PartyOrganization;
  volunteers: Volunteer;
  activities: Activity;
  activitySignUps: ActivitySignUp;
  signUpWithdrawals: SignUpWithdrawal;
  serviceRecords: ServiceRecord;
  serviceSummaries: ServiceSummary;
  volunteerSummaries: DistrictSummary;
  venueRegistrations: VenueRegistrations;
  venueVolunteers: VenueVolunteer;
  pointsEntries: PointsEntry;
  courtesyBenefits: CourtesyBenefit;
  commendations: Commendation;
}

export type CollectionName = keyof DocumentTypes;

/** Every collection of this agency's data. */
export const COLLECTIONS: readonly CollectionName[] = [
  "volunteerOrganizations",
  "partyOrganizations",
  "volunteers",
  "activities",
  "activitySignUps",
  "signUpWithdrawals",
  "serviceRecords",
  "serviceSummaries",
  "volunteerSummaries",
  "venueRegistrations",
  "venueVolunteers",
  "pointsEntries",
  "courtesyBenefits",
  "commendations",
];

export type Collections = { readonly [Name in CollectionName]: DocumentCollection<DocumentTypes[Name]> };

/** The collections of a store, each typed with its document. */
export function openCollections(store: DocumentStore): Collections {
  return Object.fromEntries(COLLECTIONS.map((name) => [name, store.collection(name)])) as never;
}
