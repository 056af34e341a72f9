import { invalidInput } from "./invalidInput.ts";

/** Text of 1 to `most` characters, without the space around it. @throws UserFailure `INVALID_INPUT` */
export function checkText(value: string, field: string, most: number): string {
  const text = value.trim();
  if (text !== "" && [...text].length <= most) return text;
  throw invalidInput(`"${field}" must have 1 to ${most} characters that are not all blank`, field);
}
