import { StoreOpenError } from "../store/StoreOpenError.ts";
import { StartError } from "./settings.ts";

/**
 * Runs a program: a mistake of its starter is one clear line on standard error and exit code 1,
 * anything else is a bug and keeps its stack.
 */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isExpected = error instanceof StartError || error instanceof StoreOpenError;
    console.error(isExpected ? `liandong: ${error.message}` : error);
    process.exit(1);
  }
}

/** Calls `close` once when the program is asked to end (SIGINT, SIGTERM), then exits with 0. */
export function onShutdown(close: () => Promise<void>): void {
  let closing = false;
  const end = async (): Promise<void> => {
    if (closing) process.exit(0);
    closing = true;
    await close();
    process.exit(0);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}
