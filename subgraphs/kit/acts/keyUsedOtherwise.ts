import { UserFailure } from "../graphql/UserFailure.ts";

/** The failure of an act whose key was used before for something else. */
export function keyUsedOtherwise(): UserFailure {
  const message = "this clientKey was used before with other content; choose a new one for a new act";
  return new UserFailure("CONFLICT", message, "clientKey");
}
