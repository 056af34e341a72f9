import { checkNotBefore } from "./checkNotBefore.ts";
import { invalidInput } from "./invalidInput.ts";

/** No agency has records that are older than the republic. */
const FIRST_DAY = "1949-10-01";

/** A day on which something has happened: from `earliest` to `today`, both included. @throws UserFailure `INVALID_INPUT` */
export function checkPastDay(day: string, field: string, today: string, earliest = FIRST_DAY): string {
  if (day <= today) return checkNotBefore(day, field, earliest);
  throw invalidInput(`"${field}" must not be in the future: today is ${today}`, field);
}
