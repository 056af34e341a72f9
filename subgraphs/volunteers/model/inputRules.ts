import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { localDay } from "./localDay.ts";
import { type Venue, venueOf } from "./Venue.ts";

const invalid = (field: string, message: string): UserFailure =>
  new UserFailure("INVALID_INPUT", message, field);

/** Trimmed text of 1 to `most` characters. @throws UserFailure `INVALID_INPUT` */
export function textInput(field: string, value: string, most: number): string {
  const text = value.trim();
  if (text.length > 0 && [...text].length <= most) return text;
  throw invalid(field, `"${field}" takes 1 to ${most} characters that are not all blank`);
}

/** The key a client chose for an act, which makes repeating it harmless. @throws UserFailure `INVALID_INPUT` */
export function clientKeyInput(value: string): string {
  if (value.length >= 1 && value.length <= 64) return value;
  throw invalid(
    "clientKey",
    `"clientKey" takes 1 to 64 characters: choose one per act and repeat it on retry`,
  );
}

/** @throws UserFailure `INVALID_INPUT` outside `least` to `most` */
export function countInput(field: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(field, `"${field}" must be a whole number from ${least} to ${most}`);
}

/** A day on which something has happened. @throws UserFailure `INVALID_INPUT` in the future or before `earliest` */
export function pastDayInput(field: string, day: string, now: Date, earliest = "1949-10-01"): string {
  const today = localDay(now);
  if (day > today) throw invalid(field, `"${field}" is in the future: today is ${today}`);
  if (day < earliest) throw invalid(field, `"${field}" must not be before ${earliest}`);
  return day;
}

/** The venue an id names; its own agency alone knows whether it exists. @throws UserFailure `INVALID_INPUT` */
export function venueInput(field: string, id: string): Venue {
  const venue = venueOf(id);
  if (venue) return venue;
  throw invalid(
    field,
    `"${field}" is the id of a medical institution (mi_…), station (st_…) or community (cm_…)`,
  );
}

/** A county or district, where people live; not a province or city. @throws UserFailure `INVALID_INPUT` */
export function countyInput(field: string, code: string): string {
  if (!code.endsWith("00")) return code;
  throw invalid(field, `"${field}" is the code of a county or district, such as 110114`);
}
