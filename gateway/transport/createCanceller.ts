import { CancelSource } from "./CancelSource.ts";
import type { CancelSignal } from "./SubgraphTransport.ts";

export interface Canceller {
  readonly signal: CancelSignal;
  cancel(): void;
}

/** A `CancelSource` in two halves: the signal to give away, and the function to keep. */
export function createCanceller(): Canceller {
  const source = new CancelSource();
  return { signal: source, cancel: () => source.cancel() };
}
