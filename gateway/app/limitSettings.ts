import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { SettingsTable } from "../../subgraphs/kit/server/settings.ts";

/** The published operations of this repository. */
export const MANIFEST_FILE = fileURLToPath(new URL("../../schema/operations/manifest.json", import.meta.url));

/** Settings of what callers may ask for, and how much of it; `createLimits.ts` reads what they say. */
export const limitSettings = {
  COST_MODE: {
    meaning: "estimate what operations cost: off, measure (refuse nothing), enforce",
    schema: z.enum(["off", "measure", "enforce"], "must be off, measure or enforce").default("enforce"),
    shownDefault: "enforce",
  },
  COST_BUDGETS: {
    meaning:
      "what one operation may cost: role=cost, comma separated; roles are visitor, authenticated and scopes, the largest counts",
    schema: z.string().default(""),
    shownDefault: "visitor=20000,authenticated=100000",
  },
  OPERATION_LIMITS: {
    meaning:
      "what a document may have at most: limit=number, comma separated (gateway/policy/limits/README.md)",
    schema: z.string().default(""),
    shownDefault: "(defaults)",
  },
  RATE_LIMITS: {
    meaning:
      "what a caller may ask in one minute: off, auto (by MODE), or role=requests:cost, comma separated",
    schema: z.string().default("auto"),
    shownDefault: "auto",
  },
  TRUST_PROXY: {
    meaning: "proxies in front that append to x-forwarded-for: off, or how many, 1 to 9",
    schema: z
      .string()
      .regex(/^(off|[1-9])$/, "must be off or a number from 1 to 9")
      .default("off"),
    shownDefault: "off",
  },
  SAFELIST: {
    meaning:
      "operations that run: off (all), log (all, others than published ones counted), only (published ones)",
    schema: z.enum(["off", "log", "only"], "must be off, log or only").default("off"),
    shownDefault: "off",
  },
  SAFELIST_FILE: {
    meaning: "manifest of published operations, followed while it changes (npm run safelist)",
    schema: z.string().default(MANIFEST_FILE),
    shownDefault: "schema/operations/manifest.json",
  },
} satisfies SettingsTable;
