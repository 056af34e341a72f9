import { fileURLToPath } from "node:url";
import type { Contestant, Sharing } from "./Contestant.ts";
import { productNodeFlags } from "./productNodeFlags.ts";

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Our gateway with everything at its default but what is shared. */
function ours(sharing: Sharing): Contestant {
  return {
    id: `ours-${sharing.split(" ")[0]}`,
    title: "Liandong",
    family: "ours",
    sharing,
    isPeer: false,
    isWholeSystem: false,
    start: ({ supergraphFile, port }) => ({
      args: [...productNodeFlags(), program("./oursMain.ts"), sharing, supergraphFile, String(port)],
    }),
  };
}

/** Gateway, subgraphs and sample data in one process. */
function wholeSystem(sharing: Sharing): Contestant {
  const { start, ...rest } = ours(sharing);
  return {
    ...rest,
    id: `whole-${sharing.split(" ")[0]}`,
    title: "Liandong, whole system",
    isWholeSystem: true,
    start: (at) => ({ args: [...start(at).args, at.dataDirectory] }),
  };
}

/** Our gateway exactly as `npm run gateway` starts it. */
const asShipped: Contestant = {
  ...ours("client queries"),
  id: "ours-shipped",
  title: "Liandong, npm run gateway",
  start: ({ supergraphFile, port }) => ({
    args: [
      ...[...productNodeFlags(), program("../../../gateway/app/gateway.ts")],
      ...["--supergraph", supergraphFile, "--port", String(port)],
    ],
  }),
};

const SHARINGS: Sharing[] = ["nothing", "subgraph calls", "client queries"];

export const OURS: readonly Contestant[] = [...SHARINGS.map(ours), asShipped, ...SHARINGS.map(wholeSystem)];
