import { invalidInput } from "../input/invalidInput.ts";

const MOST_CHARACTERS = 64;

/** The key a client chose for an act, which makes repeating it harmless. @throws UserFailure `INVALID_INPUT` */
export function checkClientKey(value: string): string {
  const key = value.trim();
  if (key !== "" && key.length <= MOST_CHARACTERS) return key;
  throw invalidInput(
    `"clientKey" must have 1 to ${MOST_CHARACTERS} characters: choose one for each act, and repeat it on a retry`,
    "clientKey",
  );
}
