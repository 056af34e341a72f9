import { readFileSync } from "node:fs";
import type { Logger } from "pino";
import { StartError } from "../../subgraphs/kit/server/settings.ts";
import { createSafelist, type Safelist } from "../policy/safelist/createSafelist.ts";
import { parseManifest } from "../policy/safelist/OperationManifest.ts";
import { watchFile } from "../supergraph/watchFile.ts";

export interface SafelistFile {
  mode: "log" | "only";
  file: string;
  logger: Logger;
  /** Told of every request for an operation that is not published. */
  onUnpublished: () => void;
  /** How often the file is looked at, in milliseconds. @default 1 000 */
  pollMs?: number;
}

/**
 * The safelist of a manifest file, followed while it changes; a broken file changes nothing.
 * @throws StartError when the file cannot be used at the start
 */
export function openSafelist({ mode, file, logger, onUnpublished, pollMs = 1_000 }: SafelistFile): {
  safelist: Safelist;
  close(): Promise<void>;
} {
  const safelist = createSafelist({
    mode,
    manifest: readManifest(file),
    onUnpublished({ id, name }) {
      onUnpublished();
      logger.info({ operationId: id, operationName: name }, "an operation is not published");
    },
  });
  const watch = watchFile(file, {
    pollMs,
    settleMs: Math.min(pollMs, 200),
    retryMs: Number.POSITIVE_INFINITY,
    now: () => performance.now(),
    async onContent(content) {
      try {
        safelist.replace(parseManifest(content));
      } catch (error) {
        logger.warn({ err: error }, "the manifest of published operations is broken: the last one stays");
      }
      return true;
    },
    onUnreadable: (error) =>
      logger.warn({ err: error }, "the manifest of published operations cannot be read: the last one stays"),
  });
  return { safelist, close: () => watch.stop() };
}

/** @throws StartError when the file cannot be used */
export function readManifest(file: string) {
  try {
    return parseManifest(readFileSync(file, "utf8"));
  } catch (error) {
    throw new StartError(`SAFELIST_FILE "${file}" cannot be used: ${(error as Error).message}`);
  }
}
