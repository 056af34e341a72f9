import { invalidInput } from "./invalidInput.ts";

/** A number from `least` to `most`, both included. @throws UserFailure `INVALID_INPUT` */
export function checkNumber(value: number, field: string, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw invalidInput(`"${field}" must be between ${least} and ${most}`, field);
}
