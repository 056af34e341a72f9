import { addAtPath, getOrAdd } from "./counting.ts";

/** Where the volunteers registered with a venue's teams live, counted as they are registered. */
export interface VenueRegistrations {
  /** The venue's id. */
  _id: string;
  /** Number of volunteers by district code (`d110114`). */
  byDistrict: Record<string, number>;
}

/** Where a volunteer of a district is counted. */
export const registrationPath = (districtCode: string): string => `byDistrict.d${districtCode}`;

/** Counts one more volunteer in the registrations of a map, which are made as needed. */
export function countAtVenue(
  registrations: Map<string, VenueRegistrations>,
  venueId: string,
  districtCode: string,
): void {
  const counted = getOrAdd<VenueRegistrations>(registrations, venueId, () => ({
    _id: venueId,
    byDistrict: {},
  }));
  addAtPath(counted, registrationPath(districtCode).split("."), 1);
}

/** The districts counted, most volunteers first. */
export function districtsByCount({ byDistrict }: VenueRegistrations): { code: string; count: number }[] {
  return Object.entries(byDistrict)
    .map(([name, count]) => ({ code: name.slice(1), count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
