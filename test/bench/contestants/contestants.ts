import { fileURLToPath } from "node:url";
import { apollo } from "./apollo.ts";
import type { Contestant, Sharing } from "./Contestant.ts";
import { floor } from "./floor.ts";
import { OURS } from "./ours.ts";

/** Hive Gateway by its own command line: engine `js` with JIT as in the public benchmark, or `rust` (router-runtime). */
function hive(engine: "js" | "rust", sharing: Sharing): Contestant {
  return {
    id: `hive-${engine}-${sharing.split(" ")[0]}`,
    title: engine === "js" ? "Hive Gateway" : "Hive Gateway + Rust planner",
    family: "hive",
    sharing,
    isPeer: true,
    isWholeSystem: false,
    start: ({ supergraphFile, port }) => ({
      args: [
        "node_modules/@graphql-hive/gateway/dist/bin.js",
        "supergraph",
        supergraphFile,
        ...["--host", "127.0.0.1", "--port", String(port), "--config-path", "hive.config.mjs"],
      ],
      env: { BENCH_ENGINE: engine, BENCH_SHARING: sharing },
      cwd: fileURLToPath(new URL("../peers", import.meta.url)),
    }),
  };
}

const SHARINGS: Sharing[] = ["nothing", "subgraph calls", "client queries"];

/** Everybody who can take part. The first is what ratios are relative to. */
export const CONTESTANTS: readonly Contestant[] = [
  apollo,
  ...SHARINGS.map((sharing) => hive("js", sharing)),
  ...SHARINGS.map((sharing) => hive("rust", sharing)),
  ...OURS,
  floor,
];
