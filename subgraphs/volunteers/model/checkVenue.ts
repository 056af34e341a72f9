import { invalidInput } from "../../kit/input/invalidInput.ts";
import { type Venue, venueOf } from "./Venue.ts";

/** The venue an id names; its own agency alone knows whether it exists. @throws UserFailure `INVALID_INPUT` */
export function checkVenue(id: string, field: string): Venue {
  const venue = venueOf(id);
  if (venue) return venue;
  const what = "the id of a medical institution (mi_…), a station (st_…) or a community (cm_…)";
  throw invalidInput(`"${field}" must be ${what}`, field);
}
