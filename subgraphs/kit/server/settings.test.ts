// Settings: flags over environment over file, each checked, every mistake named with what is allowed.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readSettings, StartError, settingsHelp, wholeNumber } from "./settings.ts";

const TABLE = {
  PORT: { meaning: "port", schema: wholeNumber(0, 65_535).prefault("4000"), shownDefault: "4000" },
  DATA_DIR: { meaning: "directory", schema: z.string().default("./data"), shownDefault: "./data" },
  SECRET_KEY: {
    meaning: "key",
    schema: z.string("must be given").min(20, "must have 20 characters").default("x".repeat(20)),
    shownDefault: "-",
  },
};

let directory: string;
let file: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "liandong-settings-"));
  file = join(directory, "settings.json");
  writeFileSync(file, JSON.stringify({ PORT: 1, DATA_DIR: "from-file" }));
});
afterAll(() => rmSync(directory, { recursive: true }));

const read = (argv: string[] = [], env: NodeJS.ProcessEnv = {}) => readSettings(TABLE, { argv, env });
const mistake = (argv: string[] = [], env: NodeJS.ProcessEnv = {}): string => {
  try {
    read(argv, env);
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as Error).message;
  }
  throw new Error("no mistake was found");
};

describe("where a value comes from", () => {
  it("its default", () => expect(read()).toMatchObject({ PORT: 4000, DATA_DIR: "./data" }));
  it("the file over the default", () =>
    expect(read([], { CONFIG_FILE: file })).toMatchObject({ PORT: 1, DATA_DIR: "from-file" }));
  it("the environment over the file", () =>
    expect(read([], { CONFIG_FILE: file, PORT: "2" })).toMatchObject({ PORT: 2, DATA_DIR: "from-file" }));
  it("a flag over all", () =>
    expect(read(["--config-file", file, "--port", "3"], { PORT: "2" })).toMatchObject({ PORT: 3 }));
  it("an empty variable is none", () => expect(read([], { PORT: "" })).toMatchObject({ PORT: 4000 }));
});

describe("a mistake is named", () => {
  it.each([["-1"], ["1.5"], ["65536"], ["4000x"], ["999999999999999"]])("the port %s", (port) =>
    expect(mistake([`--port=${port}`])).toBe(`PORT must be a whole number from 0 to 65535, not "${port}"`),
  );
  it("a secret is not repeated", () =>
    expect(mistake([], { SECRET_KEY: "hunter2" })).toBe('SECRET_KEY must have 20 characters, not "…"'));
  it("a flag nobody knows", () => expect(mistake(["--prot", "1"])).toMatch(/--prot.*--help/));
  it("a file that is not there", () =>
    expect(mistake([], { CONFIG_FILE: "nowhere.json" })).toMatch(/"nowhere.json" cannot be read/));
});

it("help lists flag, variable, default and meaning", () =>
  expect(settingsHelp(TABLE)).toMatch(/--data-dir +DATA_DIR +\.\/data +directory/));
