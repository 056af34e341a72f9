import { mustFind } from "../../kit/acts/mustFind.ts";
import type { Activity } from "../model/Activity.ts";
import type { CourtesyBenefit } from "../model/CourtesyBenefit.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import type { VolunteerOrganization } from "../model/VolunteerOrganization.ts";
import type { Collections } from "./collections.ts";

/** What an act's input refers to. Each throws UserFailure `NOT_FOUND` naming the input field. */
export function requireOrganization(
  { volunteerOrganizations }: Collections,
  id: string,
  field = "organizationId",
): Promise<VolunteerOrganization> {
  return mustFind(volunteerOrganizations, id, { field, what: "volunteer organisation" });
}

export function requireVolunteer(
  { volunteers }: Collections,
  id: string,
  field = "volunteerId",
): Promise<Volunteer> {
  return mustFind(volunteers, id, { field, what: "volunteer" });
}

export const ACTIVITY = { field: "activityId", what: "activity" } as const;

export function requireActivity({ activities }: Collections, id: string): Promise<Activity> {
  return mustFind(activities, id, ACTIVITY);
}

export function requireBenefit({ courtesyBenefits }: Collections, id: string): Promise<CourtesyBenefit> {
  return mustFind(courtesyBenefits, id, { field: "benefitId", what: "courtesy benefit" });
}
