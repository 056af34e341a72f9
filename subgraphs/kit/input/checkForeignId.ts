import { invalidInput } from "./invalidInput.ts";

/** How another agency writes its ids. */
export interface ForeignId {
  /** What an id names, such as `"a referral"`. */
  what: string;
  shape: RegExp;
  example: string;
}

/**
 * An id given by another agency: its database cannot be asked from here, so only the shape is checked.
 * @throws UserFailure `INVALID_INPUT`
 */
export function checkForeignId(id: string, field: string, { what, shape, example }: ForeignId): string {
  if (shape.test(id)) return id;
  throw invalidInput(`"${field}" must be the id of ${what}, such as ${example}`, field);
}
