import { z } from "zod";
import type { SettingsTable } from "../server/settings.ts";

/** Where the keys are with which the gateway signs its calls and subgraphs verify them. */
export const signingSettings = {
  GATEWAY_SIGNING_KEY: {
    meaning:
      "keys that sign calls to subgraphs: name=keyid:secret, comma separated, a subgraph's first one signs (subgraphs/kit/signing/README.md)",
    schema: z.string().optional(),
    shownDefault: "(none)",
  },
  SIGNING_KEY_FILE: {
    meaning: 'the same as a JSON file, as "npm run signing-key" makes it; instead of GATEWAY_SIGNING_KEY',
    schema: z.string().optional(),
    shownDefault: "(none)",
  },
} satisfies SettingsTable;
