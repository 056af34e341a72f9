import { setMaxListeners } from "node:events";
import type { CancelSignal } from "./SubgraphTransport.ts";

const ONCE = { once: true };

/**
 * Calls `listener` when the signal is aborted; take it away with `removeEventListener`. One client operation may make
 * dozens of calls at once under one signal: that is no leak, so Node's warning about many listeners is turned off for it.
 */
export function onCancel(signal: CancelSignal, listener: () => void): void {
  if (signal instanceof AbortSignal) setMaxListeners(0, signal);
  signal.addEventListener("abort", listener, ONCE);
}
