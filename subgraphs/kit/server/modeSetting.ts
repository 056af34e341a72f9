import { z } from "zod";
import type { SettingsTable } from "./settings.ts";

/** How strict a program is with its own configuration: in production nothing unsafe has a default. */
export const modeSetting = {
  MODE: {
    meaning:
      "development (sample roles, unsigned calls on trusted addresses) or production (nothing unsafe by default)",
    schema: z.enum(["development", "production"], "must be development or production").default("development"),
    shownDefault: "development",
  },
} satisfies SettingsTable;
