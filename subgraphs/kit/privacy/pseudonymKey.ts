import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { modeSetting } from "../server/modeSetting.ts";
import { type SettingsOf, type SettingsTable, StartError } from "../server/settings.ts";

const LEAST = 32;

/** Where the key of pseudonyms comes from. */
export const pseudonymSettings = {
  PSEUDONYM_KEY: {
    meaning: "secret that pseudonyms are made with, at least 32 characters; required in production",
    schema: z.string().min(LEAST, `must have at least ${LEAST} characters`).optional(),
    shownDefault: "(development: kept in DATA_DIR)",
  },
  PSEUDONYM_KEY_FILE: {
    meaning: "file that holds PSEUDONYM_KEY instead",
    schema: z.string().optional(),
    shownDefault: "(none)",
  },
} satisfies SettingsTable;

type Settings = SettingsOf<typeof pseudonymSettings & typeof modeSetting> & { DATA_DIR: string };

/**
 * The key of the settings; in development one that is made at the first start and kept beside the data, for pseudonyms must
 * outlive the process.
 * @throws StartError when production has none, the file cannot be read, or it holds too short a key
 */
export function pseudonymKey({ MODE, DATA_DIR, PSEUDONYM_KEY, PSEUDONYM_KEY_FILE }: Settings): Uint8Array {
  if (PSEUDONYM_KEY !== undefined) return Buffer.from(PSEUDONYM_KEY);
  if (PSEUDONYM_KEY_FILE !== undefined) return readPseudonymKey(PSEUDONYM_KEY_FILE);
  if (MODE === "production") {
    throw new StartError("PSEUDONYM_KEY is missing: give it, or PSEUDONYM_KEY_FILE, in production");
  }
  return keptKey(join(DATA_DIR, "pseudonym.key"));
}

function keptKey(file: string): Uint8Array {
  try {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, randomBytes(LEAST).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new StartError("the key of pseudonyms cannot be kept in DATA_DIR: give PSEUDONYM_KEY instead");
    }
  }
  return readPseudonymKey(file);
}

/** @throws StartError when the file cannot be read, or holds too short a key */
export function readPseudonymKey(file: string): Uint8Array {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch {
    throw new StartError(`PSEUDONYM_KEY_FILE "${file}" cannot be read`);
  }
  if (text.length >= LEAST) return Buffer.from(text);
  throw new StartError(`PSEUDONYM_KEY_FILE "${file}" holds fewer than ${LEAST} characters`);
}
