// Pseudonyms must outlive a process and never rest on a key that everybody has.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { StartError } from "../server/settings.ts";
import { pseudonymKey } from "./pseudonymKey.ts";

let DATA_DIR: string;
beforeEach(() => {
  DATA_DIR = mkdtempSync(join(tmpdir(), "liandong-key-"));
});
afterEach(() => rmSync(DATA_DIR, { recursive: true }));

const unset = { PSEUDONYM_KEY: undefined, PSEUDONYM_KEY_FILE: undefined };
const key = (settings: object) => pseudonymKey({ MODE: "development", DATA_DIR, ...unset, ...settings });
const SECRET = "0123456789abcdef0123456789abcdef";

it("is the one given, as it is or in a file", () => {
  const file = join(DATA_DIR, "secret");
  writeFileSync(file, `${SECRET}\n`);
  expect(key({ PSEUDONYM_KEY: SECRET })).toEqual(Buffer.from(SECRET));
  expect(key({ PSEUDONYM_KEY_FILE: file })).toEqual(Buffer.from(SECRET));
});

it("is made once in development and kept for its owner only, in a directory that need not be there yet", () => {
  const below = { DATA_DIR: join(DATA_DIR, "data") };
  expect(key(below)).toEqual(key(below));
  const file = join(below.DATA_DIR, "pseudonym.key");
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readFileSync(file, "utf8").length).toBeGreaterThanOrEqual(32);
});

it("is asked for in production, and not made", () => {
  expect(() => key({ MODE: "production" })).toThrow(/PSEUDONYM_KEY is missing/);
  expect(() => key({ MODE: "production" })).toThrow(StartError);
  expect(key({ MODE: "production", PSEUDONYM_KEY: SECRET })).toEqual(Buffer.from(SECRET));
});

it("is refused when its file is not there or holds too little, without repeating it", () => {
  const file = join(DATA_DIR, "short");
  writeFileSync(file, "short-secret");
  expect(() => key({ PSEUDONYM_KEY_FILE: join(DATA_DIR, "none") })).toThrow(/cannot be read/);
  expect(() => key({ PSEUDONYM_KEY_FILE: file })).toThrow(/fewer than 32 characters/);
  expect(() => key({ PSEUDONYM_KEY_FILE: file })).not.toThrow(/short-secret/);
});
