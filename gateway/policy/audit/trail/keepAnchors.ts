import { appendFile } from "node:fs/promises";
import { anchorLine } from "../verify/readAnchors.ts";
import type { AuditTrail } from "./AuditTrail.ts";

export interface AnchorOptions {
  /** File the anchors go to, best on storage of which nothing can be deleted; without one they are only told. */
  file?: string;
  /** In milliseconds. @default 60 000 */
  everyMs?: number;
  /** Told every anchor, for the log. */
  onAnchor?: (head: { sequence: number; hash: string }) => void;
  onProblem?: (message: string, cause: unknown) => void;
}

/**
 * Keeps the trail's head outside the trail, every so often while it moves: only so can records be missed that were cut off from
 * its end.
 * @returns keeps the last one, and ends
 */
export function keepAnchors(
  trail: AuditTrail,
  { file, everyMs = 60_000, onAnchor = () => {}, onProblem = () => {} }: AnchorOptions,
): () => Promise<void> {
  let kept = 0;
  const keep = async (): Promise<void> => {
    const { head } = trail;
    if (head.sequence === kept) return;
    kept = head.sequence;
    onAnchor(head);
    try {
      if (file)
        await appendFile(file, anchorLine(new Date().toISOString(), head), { mode: 0o600, flush: true });
    } catch (cause) {
      onProblem("the audit trail's head could not be anchored", cause);
    }
  };
  const timer = setInterval(() => void keep(), everyMs).unref();
  return async () => {
    clearInterval(timer);
    await keep();
  };
}
