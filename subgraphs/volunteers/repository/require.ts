import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { Activity } from "../model/Activity.ts";
import type { CourtesyBenefit } from "../model/CourtesyBenefit.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import type { VolunteerOrganization } from "../model/VolunteerOrganization.ts";
import type { Collections } from "./collections.ts";

function found<T>(document: T | null, what: string, field: string): T {
  if (document) return document;
  throw new UserFailure("NOT_FOUND", `there is no ${what} with this id`, field);
}

/** What an act's input refers to. Each throws UserFailure `NOT_FOUND` naming the input field. */
export async function requireOrganization(
  { volunteerOrganizations }: Collections,
  id: string,
  field = "organizationId",
): Promise<VolunteerOrganization> {
  return found(await volunteerOrganizations.findOne({ _id: id }), "volunteer organisation", field);
}

export async function requireVolunteer(
  { volunteers }: Collections,
  id: string,
  field = "volunteerId",
): Promise<Volunteer> {
  return found(await volunteers.findOne({ _id: id }), "volunteer", field);
}

export async function requireActivity({ activities }: Collections, id: string): Promise<Activity> {
  return found(await activities.findOne({ _id: id }), "activity", "activityId");
}

export async function requireBenefit(
  { courtesyBenefits }: Collections,
  id: string,
): Promise<CourtesyBenefit> {
  return found(await courtesyBenefits.findOne({ _id: id }), "courtesy benefit", "benefitId");
}
