import { fileURLToPath } from "node:url";
import { forkPinned } from "../measure/forkPinned.ts";
import type { CallFigures } from "./CallStatistics.ts";

export type ToSubgraphs =
  | { kind: "shop" }
  /** Answers of running subgraphs, asked once and then repeated. */
  | { kind: "recorded"; urls: Record<string, string> }
  | { kind: "take" };

export type FromSubgraphs =
  | { kind: "serving"; ports: Record<string, number> }
  | { kind: "figures"; figures: CallFigures };

/** The process that plays a workload's subgraphs. */
export interface RunningSubgraphs {
  /** Where each answers, by its name. */
  urls: Record<string, string>;
  /** What was asked of them since the last call of this. */
  takeFigures(): Promise<CallFigures>;
  stop(): Promise<void>;
}

export async function startSubgraphs(
  wanted: Exclude<ToSubgraphs, { kind: "take" }>,
  core: number | undefined,
): Promise<RunningSubgraphs> {
  const file = fileURLToPath(new URL("./subgraphsMain.ts", import.meta.url));
  const child = await forkPinned<ToSubgraphs, FromSubgraphs>(file, core);
  const serving = await child.ask(wanted);
  if (serving.kind !== "serving") throw new Error("the subgraphs' process gave an unexpected answer");
  return {
    urls: Object.fromEntries(
      Object.entries(serving.ports).map(([name, port]) => [name, `http://127.0.0.1:${port}/graphql`]),
    ),
    async takeFigures() {
      const message = await child.ask({ kind: "take" });
      if (message.kind !== "figures") throw new Error("the subgraphs' process gave an unexpected answer");
      return message.figures;
    },
    stop: child.stop,
  };
}
