import type { Clock } from "./Clock.ts";
import { onCancel } from "./onCancel.ts";
import type { CancelSignal } from "./SubgraphTransport.ts";

/** Waits; resolves to false at once when the signal is aborted before the time is over. */
export function pause(
  milliseconds: number,
  signal: CancelSignal | undefined,
  clock: Clock,
): Promise<boolean> {
  if (signal?.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (isOver: boolean) => {
      clock.clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      resolve(isOver);
    };
    const cancel = () => finish(false);
    const timer = clock.setTimeout(() => finish(true), milliseconds);
    if (signal) onCancel(signal, cancel);
  });
}
