import type { Venue } from "./Venue.ts";
import type { VolunteerServiceField } from "./VolunteerServiceField.ts";

export type ActivityStatus = "OPEN" | "CANCELLED" | "COMPLETED";

/** A volunteer activity that people sign up for. */
export interface Activity extends Venue {
  _id: string;
  title: string;
  organizationId: string;
  field: VolunteerServiceField;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  /** Counts down, because a guard can compare it with zero in one atomic update. */
  placesLeft: number;
  status: ActivityStatus;
}
