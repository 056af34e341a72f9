import { isReadableByOthers } from "../server/isReadableByOthers.ts";
import type { modeSetting } from "../server/modeSetting.ts";
import { type SettingsOf, StartError } from "../server/settings.ts";
import { keysOf, readKeyFile } from "./keyFile.ts";
import { parseKeyList } from "./parseKeyList.ts";
import { assertDistinct, type SigningKeys } from "./SigningKeys.ts";
import type { signingSettings } from "./signingSettings.ts";

/**
 * The signing keys the settings give; none where they give none.
 * @throws StartError naming the setting and what is wrong with it, never the secret; in production also when others may
 *   read the file
 */
export function loadSigningKeys({
  MODE,
  GATEWAY_SIGNING_KEY: list,
  SIGNING_KEY_FILE: file,
}: SettingsOf<typeof signingSettings & typeof modeSetting>): SigningKeys {
  if (list !== undefined && file !== undefined)
    throw new StartError("give GATEWAY_SIGNING_KEY or SIGNING_KEY_FILE, not both");
  if (list !== undefined) return named("GATEWAY_SIGNING_KEY", () => distinct(parseKeyList(list)));
  if (file === undefined) return new Map();
  return named(`SIGNING_KEY_FILE "${file}"`, () => {
    const keys = distinct(keysOf(readKeyFile(file)));
    if (MODE === "production" && isReadableByOthers(file))
      throw new Error("may be read by other users: chmod 600 it");
    return keys;
  });
}

function distinct(keys: SigningKeys): SigningKeys {
  assertDistinct(keys);
  return keys;
}

function named<T>(setting: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StartError(`${setting}: ${(error as Error).message}`);
  }
}
