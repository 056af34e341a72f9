import type { Venue } from "./Venue.ts";
import type { VolunteerServiceField } from "./VolunteerServiceField.ts";

/** One service of one volunteer (one person-time). Records are never changed. */
export interface ServiceRecord extends Venue {
  /** `sr_` and a serial number or the hash of the client's key. */
  _id: string;
  volunteerId: string;
  /** The organisation that keeps the record. */
  organizationId: string;
  activityId?: string;
  field: VolunteerServiceField;
  /** `YYYY-MM-DD`, and its `YYYY-MM`. */
  day: string;
  month: string;
  /** Whole minutes, a multiple of six: hours are told in tenths. */
  minutes: number;
  recordedAt: Date;
}
