import { createHash } from "node:crypto";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";

/** What makes an act repeatable: the same key gives the same id, the same content the same hash. */
export interface KeyedRequest {
  /** Twelve digits derived from the act and the client's key, for the id of what it creates. */
  digits: string;
  requestHash: string;
}

/**
 * @param act namespace of the key: one client key may serve different acts
 * @param content everything that was asked for, cleaned; its keys may come in any order
 * @throws UserFailure `INVALID_INPUT` when the key is empty or longer than 64 characters
 */
export function keyedRequest(act: string, clientKey: string, content: object): KeyedRequest {
  const key = clientKey.trim();
  if (key.length < 1 || key.length > 64) {
    throw new UserFailure(
      "INVALID_INPUT",
      "clientKey has 1 to 64 characters; choose one per request",
      "clientKey",
    );
  }
  // Digits rather than hexadecimal: ids of stations keep the one shape that all agencies check.
  const digest = createHash("sha256").update(`${act}\n${key}`).digest();
  const digits = String(digest.readBigUInt64BE() % 1_000_000_000_000n).padStart(12, "0");
  const ordered = Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1));
  return { digits, requestHash: createHash("sha256").update(JSON.stringify(ordered)).digest("hex") };
}
