import { fileURLToPath } from "node:url";
import { forkPinned, type Helper } from "../measure/forkPinned.ts";
import type { LoadOrder, LoadResult } from "./LoadOrder.ts";

/** Starts the load client on a core; `ask` it to load a gateway. */
export function startLoadClient(core: number | undefined): Promise<Helper<LoadOrder, LoadResult>> {
  return forkPinned(fileURLToPath(new URL("./loadMain.ts", import.meta.url)), core);
}
