/** Who has served where: one document per venue and volunteer, kept with each service record. */
export interface VenueVolunteer {
  /** `venueId|volunteerId`. */
  _id: string;
  venueId: string;
  volunteerId: string;
  minutes: number;
  times: number;
  lastDay: string;
}

export function venueVolunteerId(venueId: string, volunteerId: string): string {
  return `${venueId}|${volunteerId}`;
}
