import type { AuditTrail } from "./AuditTrail.ts";
import { takeAll } from "./messages.ts";

/**
 * Puts on record, while a gateway writes the trail, what the commands leave for it: only one process writes a trail.
 * @returns ends it
 */
export function takeMessages(
  trail: AuditTrail,
  {
    everyMs = 500,
    onProblem = () => {},
  }: { everyMs?: number; onProblem?: (message: string, cause: unknown) => void } = {},
): () => Promise<void> {
  let taking: Promise<void> | null = null;
  const take = (): void => {
    taking ??= takeAll(trail.directory, (record) => trail.append(record))
      .catch((cause) => onProblem("a command's record could not be written", cause))
      .finally(() => {
        taking = null;
      });
  };
  const timer = setInterval(take, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await taking;
  };
}
