import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ProtectionOptions } from "../disclosure/buildFigures.ts";
import { statisticsSettings } from "../disclosure/statisticsSettings.ts";
import { pseudonymSettings } from "../privacy/pseudonymKey.ts";
import type { SampleOptions } from "../sample/SampleOptions.ts";
import { signingSettings } from "../signing/signingSettings.ts";
import { modeSetting } from "./modeSetting.ts";
import { type SettingsOf, type SettingsTable, StartError, wholeNumber } from "./settings.ts";
import { SAMPLE_TODAY } from "./startClock.ts";
import { tlsSettings } from "./tls/tlsSettings.ts";

/** Settings of every program that opens subgraphs: where the data is, and which sample data goes in. */
export const hostSettings = {
  ...modeSetting,
  ...signingSettings,
  ...tlsSettings,
  HOST: {
    meaning: "address to listen on",
    schema: z.string().default("127.0.0.1"),
    shownDefault: "127.0.0.1",
  },
  DATA_DIR: {
    meaning: "directory of the embedded store (unused with MONGODB_URL)",
    schema: z.string().default("./data"),
    shownDefault: "./data",
  },
  MONGODB_URL: {
    meaning: "MongoDB to use instead of the embedded store; one database per subgraph, liandong_<name>",
    schema: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//, "must start with mongodb:// or mongodb+srv://")
      .optional(),
    shownDefault: "(embedded store)",
  },
  SAMPLE_DATA: {
    meaning: "load synthetic sample data into empty stores: auto (embedded store only), on, off",
    schema: z.enum(["auto", "on", "off"], "must be auto, on or off").default("auto"),
    shownDefault: "auto",
  },
  SAMPLE_SCALE: {
    meaning: "size of the sample data, 0.01 to 100; 1 gives the articles' figures",
    schema: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,2})?$/, "must be a number from 0.01 to 100")
      .transform(Number)
      .refine((value) => value >= 0.01 && value <= 100, "must be a number from 0.01 to 100")
      .prefault("1"),
    shownDefault: "1",
  },
  SAMPLE_SEED: {
    meaning: "seed of the sample data: the same number gives the same data",
    schema: wholeNumber(0, 4_294_967_295).prefault("20241001"),
    shownDefault: "20241001",
  },
  TODAY: {
    meaning: "the graph's day: auto (2024-10-31 with sample data, else real), real, or YYYY-MM-DD",
    schema: z
      .string()
      .regex(
        /^(auto|real|\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01]))$/,
        "must be auto, real or a day as YYYY-MM-DD",
      )
      .default("auto"),
    shownDefault: "auto",
  },
  ...pseudonymSettings,
  ...statisticsSettings,
} satisfies SettingsTable;

/** The sample data these settings ask for; `null` for none. Real databases get it only when told so. */
export function sampleOf(settings: SettingsOf<typeof hostSettings>): SampleOptions | null {
  const wanted = settings.SAMPLE_DATA === "on" || (settings.SAMPLE_DATA === "auto" && !settings.MONGODB_URL);
  return wanted ? { seed: settings.SAMPLE_SEED, scale: settings.SAMPLE_SCALE } : null;
}

/** What `startClock` takes for these settings. */
export function todayOf(settings: SettingsOf<typeof hostSettings>): string {
  if (settings.TODAY !== "auto") return settings.TODAY;
  return sampleOf(settings) ? SAMPLE_TODAY : "real";
}

/**
 * How these settings protect statistics.
 * @throws StartError when production mode has no secret of its own
 */
export function protectionOf({
  MODE,
  STATISTICS_THRESHOLD,
  STATISTICS_SECRET,
}: SettingsOf<typeof hostSettings>): ProtectionOptions {
  if (MODE === "production" && STATISTICS_SECRET === undefined)
    throw new StartError(
      "STATISTICS_SECRET is missing: in production mode statistics need a secret of 32 random characters or more",
    );
  return {
    threshold: STATISTICS_THRESHOLD,
    secret: STATISTICS_SECRET ?? randomBytes(32).toString("base64url"),
  };
}
