import { Activity, ActivitySignUp } from "./Activity.ts";
import { District, DistrictVolunteering, Organization, VolunteeringOverview } from "./districts.ts";
import { Mutation } from "./Mutation.ts";
import { Query } from "./Query.ts";
import { Commendation, CourtesyBenefit, PointsEntry } from "./recognition.ts";
import { ServiceRecord } from "./ServiceRecord.ts";
import { ServiceStatisticsRow, VolunteerStatisticsRow } from "./statistics.ts";
import { Volunteer } from "./Volunteer.ts";
import { VolunteerOrganization } from "./VolunteerOrganization.ts";
import {
  Community,
  CommunityStation,
  MedicalInstitution,
  VenueService,
  VenueVolunteering,
} from "./venues.ts";

/** One map of all resolvers, type by type. */
export const resolvers = {
  Query,
  Mutation,
  Volunteer,
  VolunteerOrganization,
  Activity,
  ActivitySignUp,
  ServiceRecord,
  CourtesyBenefit,
  PointsEntry,
  Commendation,
  MedicalInstitution,
  CommunityStation,
  Community,
  VenueVolunteering,
  VenueService,
  District,
  DistrictVolunteering,
  VolunteeringOverview,
  Organization,
  ServiceStatisticsRow,
  VolunteerStatisticsRow,
};
