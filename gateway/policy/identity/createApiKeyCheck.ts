import { timingSafeEqual } from "node:crypto";
import { type ApiKey, hashOf, parseApiKeys } from "./ApiKeyFile.ts";
import type { CheckCredential } from "./createIdentity.ts";
import { followFile } from "./followFile.ts";
import { badCredentials, cannotCheck } from "./IdentityRefusal.ts";
import { Person } from "./Person.ts";

interface KnownKey {
  key: ApiKey;
  hash: Buffer;
  person: Person;
}

/** What an unknown id is compared with, so that it takes as long as a known one. */
const NOBODY = Buffer.alloc(32);

/**
 * Checks API keys (`<id>.<secret>`) against a key file, which is followed: a revoked key ends within a second.
 * @param onProblem told why the file cannot be used, for the log; requests with a key are then refused
 */
export function createApiKeyCheck(
  file: string,
  onProblem: (error: unknown) => void,
  now: () => number = Date.now,
): CheckCredential {
  const current = followFile(file, (text) => new Map(parseApiKeys(text).map((key) => [key.id, known(key)])), {
    now,
  });
  const keys = (): ReadonlyMap<string, KnownKey> => {
    try {
      return current();
    } catch (error) {
      onProblem(error);
      throw cannotCheck("API keys cannot be checked at present: ask again shortly");
    }
  };
  return (credential) => {
    const dot = credential.indexOf(".");
    const found = keys().get(credential.slice(0, Math.max(dot, 0)));
    const matches = timingSafeEqual(hashOf(credential.slice(dot + 1)), found?.hash ?? NOBODY);
    if (!found || !matches || found.key.revoked) throw badCredentials("the API key is not valid");
    const { expires } = found.key;
    if (expires !== null && now() >= Date.parse(expires)) throw badCredentials("the API key has expired");
    return found.person;
  };
}

function known(key: ApiKey): KnownKey {
  const { id, agency, unit, scopes } = key;
  const purposes = key.purposes ?? undefined;
  return {
    key,
    hash: Buffer.from(key.sha256, "hex"),
    person: new Person({ principal: `key:${id}`, agency, unit, scopes, purposes }),
  };
}
