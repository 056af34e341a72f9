import { invalidInput } from "./invalidInput.ts";

/**
 * A day not before `earliest`.
 * @param because what happened on that day, or why it is the first; put after it
 * @throws UserFailure `INVALID_INPUT`
 */
export function checkNotBefore(day: string, field: string, earliest: string, because = ""): string {
  if (day >= earliest) return day;
  throw invalidInput(`"${field}" must not be before ${earliest}${because && `, ${because}`}`, field);
}
