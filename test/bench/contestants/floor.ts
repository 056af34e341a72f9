import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Contestant } from "./Contestant.ts";
import { productNodeFlags } from "./productNodeFlags.ts";

/** No gateway: what Node's HTTP server alone takes to read the request and send the right bytes. Nobody on it can be faster. */
export const floor: Contestant = {
  id: "floor",
  title: "(node:http alone, no gateway)",
  family: "floor",
  sharing: "client queries",
  isPeer: false,
  isWholeSystem: false,
  start: ({ supergraphFile, port, expected = "{}" }) => {
    const answerFile = join(dirname(supergraphFile), "floor.json");
    writeFileSync(answerFile, expected);
    const program = fileURLToPath(new URL("./floorMain.ts", import.meta.url));
    return { args: [...productNodeFlags(), program, answerFile, String(port)] };
  },
};
