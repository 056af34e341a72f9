import { UserFailure } from "../graphql/UserFailure.ts";
import type { Named } from "./mustFind.ts";

/** The failure of an act that the present state does not allow; names that state and those that do. */
export function illegalTransition(
  { field, what }: Named,
  present: string,
  allowed: readonly string[],
): UserFailure {
  const message = `the ${what} is ${present}; this act needs it to be ${allowed.join(" or ")}`;
  return new UserFailure("ILLEGAL_TRANSITION", message, field);
}
