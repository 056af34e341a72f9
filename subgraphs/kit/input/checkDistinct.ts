import { invalidInput } from "./invalidInput.ts";

/** A list of `least` to `most` values, none of them twice. @throws UserFailure `INVALID_INPUT` */
export function checkDistinct<T>(values: readonly T[], field: string, least: number, most: number): T[] {
  const isDistinct = new Set(values).size === values.length;
  if (isDistinct && values.length >= least && values.length <= most) return [...values];
  throw invalidInput(`"${field}" must name ${least} to ${most} values, none of them twice`, field);
}
