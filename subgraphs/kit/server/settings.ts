import { readFileSync } from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { z } from "zod";

/** One setting of a program: an environment variable, a flag and a key of the settings file, all at once. */
export interface Setting<T = unknown> {
  /** What it does, in one line, for `--help` and the README. */
  meaning: string;
  /** Checks and converts the given text; a Zod default makes the setting optional. */
  schema: z.ZodType<T, string | undefined>;
  /** What `--help` shows as the default. */
  shownDefault: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a table mixes settings of many types
export type SettingsTable = Record<string, Setting<any>>;

export type SettingsOf<T extends SettingsTable> = { [K in keyof T]: z.output<T[K]["schema"]> };

/** A mistake of the person who starts the program: its message is all they need to see. */
export class StartError extends Error {}

const flagOf = (key: string): string => key.toLowerCase().replaceAll("_", "-");

/** Reads a whole number between two bounds, both included. */
export const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, `must be a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `must be a whole number from ${low} to ${high}`);

/**
 * The program's settings: flags over environment over the file named by `CONFIG_FILE` (JSON, same keys).
 * @throws StartError naming the key, the value and what is allowed; also for unknown flags and unknown keys of the file
 */
export function readSettings<T extends SettingsTable>(
  table: T,
  { argv, env }: { argv: string[]; env: NodeJS.ProcessEnv },
): SettingsOf<T> & { positionals: string[] } {
  const { values, positionals } = parseFlags(table, argv);
  const file = readSettingsFile(table, values["config-file"] ?? env.CONFIG_FILE);
  const settings: Record<string, unknown> = { positionals };
  for (const [key, { schema }] of Object.entries(table)) {
    const given = values[flagOf(key)] ?? (env[key] || undefined) ?? file[key];
    const result = schema.safeParse(given);
    if (!result.success) {
      const reason = result.error.issues[0]?.message ?? "is not valid";
      throw new StartError(
        given === undefined ? `${key} is missing: ${reason}` : `${key} ${reason}, not "${shown(key, given)}"`,
      );
    }
    settings[key] = result.data;
  }
  return settings as SettingsOf<T> & { positionals: string[] };
}

/** The table of settings as text, for `--help`. */
export function settingsHelp(table: SettingsTable): string {
  const rows = Object.entries(table).map(([key, { meaning, shownDefault }]) => [key, shownDefault, meaning]);
  rows.push([
    "CONFIG_FILE",
    "(none)",
    "JSON file of settings, keys as above; flags and environment win over it",
  ]);
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map(
    ([key = "", shownDefault = "", meaning = ""]) =>
      `  --${flagOf(key).padEnd(width(0))}  ${key.padEnd(width(0))}  ${shownDefault.padEnd(width(1))}  ${meaning}\n`,
  );
  return `Settings (flag, environment variable, default, meaning):\n${lines.join("")}`;
}

function parseFlags(table: SettingsTable, argv: string[]) {
  const options = Object.fromEntries(
    ["config-file", ...Object.keys(table).map(flagOf)].map((flag) => [flag, { type: "string" as const }]),
  );
  const { values, positionals } = readFlags({ args: argv, options, allowPositionals: true });
  return { values: values as Record<string, string | undefined>, positionals };
}

/**
 * Flags and arguments as Node.js reads them, unknown ones refused.
 * @throws StartError that names what is wrong
 */
export function readFlags<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new StartError(`${(error as Error).message.split(". To specify")[0]}; --help lists the flags`);
  }
}

function readSettingsFile(table: SettingsTable, path: string | undefined): Record<string, string> {
  if (path === undefined) return {};
  let content: Record<string, unknown>;
  try {
    content = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new StartError(`CONFIG_FILE "${path}" cannot be read as a JSON object of settings`);
  }
  const unknown = Object.keys(content).find((key) => !(key in table));
  if (unknown) throw new StartError(`CONFIG_FILE has an unknown key "${unknown}"; --help lists the settings`);
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, String(value)]));
}

/** Values of settings that may hold credentials are not repeated. */
function shown(key: string, value: string): string {
  return /URL|KEY|SECRET|TOKEN/.test(key) ? "…" : value;
}
