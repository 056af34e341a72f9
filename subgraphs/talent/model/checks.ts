import { districtLevel } from "../../kit/codes/districtCode.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";

/*
 * Checks of an act's input. Each returns the value in the form it is stored, or throws UserFailure INVALID_INPUT
 * naming the input field and what is allowed.
 */

const refuse = (message: string, field: string): never => {
  throw new UserFailure("INVALID_INPUT", message, field);
};

/** Trimmed text of 1 to `max` characters. */
export function checkText(value: string, field: string, max: number): string {
  const text = value.trim();
  if (text === "") refuse(`"${field}" must not be empty`, field);
  if ([...text].length > max) refuse(`"${field}" must have at most ${max} characters`, field);
  return text;
}

export function checkNumber(value: number, field: string, [min, max]: readonly [number, number]): number {
  return value >= min && value <= max ? value : refuse(`"${field}" must be between ${min} and ${max}`, field);
}

/** A day that has happened, at `today` at the latest. */
export function checkPast(day: string, field: string, today: string): string {
  return day <= today ? day : refuse(`"${field}" must not be in the future; today is ${today}`, field);
}

/** A day not before `earliest`, which `because` explains. */
export function checkNotBefore(day: string, field: string, earliest: string, because: string): string {
  return day >= earliest ? day : refuse(`"${field}" must not be before ${earliest}, ${because}`, field);
}

/** The code of a county or city district. */
export function checkCounty(code: string, field: string): string {
  return districtLevel(code) === "COUNTY"
    ? code
    : refuse(`"${field}" must be the code of a county or city district, not of a province or city`, field);
}

/** Different values, at most `max` of them. */
export function checkSet<T>(values: readonly T[], field: string, max: number): T[] {
  if (new Set(values).size !== values.length) refuse(`"${field}" must not name anything twice`, field);
  return values.length <= max ? [...values] : refuse(`"${field}" takes at most ${max} values`, field);
}
