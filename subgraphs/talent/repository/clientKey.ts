import { createHash } from "node:crypto";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";

const MAX_KEY_LENGTH = 64;

function checkClientKey(clientKey: string): void {
  if (clientKey.trim() !== "" && clientKey.length <= MAX_KEY_LENGTH) return;
  throw new UserFailure(
    "INVALID_INPUT",
    `"clientKey" must have 1 to ${MAX_KEY_LENGTH} characters`,
    "clientKey",
  );
}

/**
 * The hash of a client's key, in hexadecimal; `act` keeps the keys of different acts apart.
 * @throws UserFailure INVALID_INPUT for an empty or over-long key
 */
export function hashClientKey(act: string, clientKey: string): string {
  checkClientKey(clientKey);
  return createHash("sha256").update(`${act}\n${clientKey}`).digest("hex");
}

/** The id of what an act creates: the same key gives the same id, so a repeated act meets its first result. */
export function idFromClientKey(prefix: string, act: string, clientKey: string): string {
  return `${prefix}_${hashClientKey(act, clientKey).slice(0, 20)}`;
}

/** The hash of an act's input, by which a repetition is told from another act under the same key. */
export function contentHash(input: object): string {
  const sorted = Object.fromEntries(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
