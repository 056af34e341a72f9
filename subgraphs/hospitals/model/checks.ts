import { districtLevel } from "../../kit/codes/districtCode.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { chinaDay } from "./chinaDay.ts";

/** Checks on the values of a mutation's input: each returns the value to keep, or throws `INVALID_INPUT` naming the field. */

/** Trimmed text of 1 to `limit` characters. */
export function checkText(value: string, field: string, limit: number): string {
  const text = value.trim();
  if (text === "") throw new UserFailure("INVALID_INPUT", `"${field}" must not be empty`, field);
  if ([...text].length > limit) {
    throw new UserFailure("INVALID_INPUT", `"${field}" must have at most ${limit} characters`, field);
  }
  return text;
}

/** A day on which something happened: not after today in China, not before 1950. */
export function checkPastDay(day: string, field: string, now: Date): string {
  const today = chinaDay(now);
  if (day > today) {
    throw new UserFailure("INVALID_INPUT", `"${field}" must not be after today (${today})`, field);
  }
  if (day < "1950-01-01") throw new UserFailure("INVALID_INPUT", `"${field}" must not be before 1950`, field);
  return day;
}

/** One to `limit` values, none twice. */
export function checkDistinct<T>(values: readonly T[], field: string, limit: number): T[] {
  if (values.length < 1 || values.length > limit) {
    throw new UserFailure("INVALID_INPUT", `"${field}" must have 1 to ${limit} values`, field);
  }
  if (new Set(values).size < values.length) {
    throw new UserFailure("INVALID_INPUT", `"${field}" must not name a value twice`, field);
  }
  return [...values];
}

/** A whole number from `low` to `high`, both included. */
export function checkCount(value: number, field: string, low: number, high: number): number {
  if (value < low || value > high) {
    throw new UserFailure("INVALID_INPUT", `"${field}" must be between ${low} and ${high}`, field);
  }
  return value;
}

/** The code of a county or city district: where institutions and people are. */
export function checkCounty(code: string, field: string): string {
  if (districtLevel(code) !== "COUNTY") {
    throw new UserFailure(
      "INVALID_INPUT",
      `"${field}" must be a county or city district, such as 110114`,
      field,
    );
  }
  return code;
}
