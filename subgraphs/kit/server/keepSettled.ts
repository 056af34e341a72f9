import { randomUUID } from "node:crypto";
import { type OnInternalError, printInternalError } from "./createErrorMask.ts";

/** How often to look for what a crash left halfway: it may be finished once it has lain for a minute. */
const EVERY_MS = 60_000;

/** Finishes what crashes left halfway, of this process before it started and of others that share the store. */
export interface Settling {
  /** Waits for what is being finished at the moment. */
  stop(): Promise<void>;
}

/**
 * Settles at once and then every minute, never twice at a time. What goes wrong later is reported and tried again.
 * @throws whatever the first settling throws
 */
export async function keepSettled(
  settle: () => Promise<unknown>,
  onInternalError: OnInternalError = printInternalError,
): Promise<Settling> {
  await settle();
  let settling: Promise<unknown> | undefined;
  const again = (): void => {
    settling ??= settle()
      .catch((error: unknown) => onInternalError(randomUUID(), error))
      .finally(() => {
        settling = undefined;
      });
  };
  const timer = setInterval(again, EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await settling;
    },
  };
}
