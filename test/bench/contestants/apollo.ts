import { fileURLToPath } from "node:url";
import type { Contestant } from "./Contestant.ts";

/** The reference: what ratios are relative to, and whose answer counts as right where there is no other. */
export const apollo: Contestant = {
  id: "apollo",
  title: "Apollo Gateway",
  family: "apollo",
  sharing: "nothing",
  isPeer: false,
  isWholeSystem: false,
  start: ({ supergraphFile, port }) => ({
    args: [
      "--import",
      "tsx",
      fileURLToPath(new URL("./apolloMain.ts", import.meta.url)),
      supergraphFile,
      String(port),
    ],
    env: { APOLLO_TELEMETRY_DISABLED: "1" },
  }),
};
