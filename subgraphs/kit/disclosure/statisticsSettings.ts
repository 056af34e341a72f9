import { z } from "zod";
import { type SettingsTable, wholeNumber } from "../server/settings.ts";

/** How statistics on people are protected. */
export const statisticsSettings = {
  STATISTICS_THRESHOLD: {
    meaning: "figures of fewer people than this are withheld from statistics, 3 to 100",
    schema: wholeNumber(3, 100).prefault("5"),
    shownDefault: "5",
  },
  STATISTICS_SECRET: {
    meaning:
      "secret behind the choice of withheld figures, 32 characters or more, the same for all copies of a subgraph; production needs it",
    schema: z.string().min(32, "must have 32 characters or more").optional(),
    shownDefault: "(random at each start)",
  },
} satisfies SettingsTable;
