import { UserFailure } from "../graphql/UserFailure.ts";

/** The failure of a check: `INVALID_INPUT` on a field, in words that say what is allowed. */
export function invalidInput(message: string, field: string): UserFailure {
  return new UserFailure("INVALID_INPUT", message, field);
}
