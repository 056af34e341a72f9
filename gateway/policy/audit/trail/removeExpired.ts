import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { firstRecord } from "../files/firstRecord.ts";
import { listSegments } from "../files/segmentFiles.ts";
import type { AuditTrail } from "./AuditTrail.ts";

const DAY_MS = 86_400_000;

/**
 * Removes the segments all of whose records are older than the retention, oldest first and only whole. Before that a record
 * says which they were and with which hash each ended, so that `verify` can tell them from segments that are missing.
 */
export async function removeExpired(
  trail: AuditTrail,
  { retentionDays, now }: { retentionDays: number; now: () => Date },
): Promise<void> {
  const before = new Date(now().getTime() - retentionDays * DAY_MS).toISOString();
  const segments = await listSegments(trail.directory);
  const expired: { file: string; lastSequence: number; lastHash: string }[] = [];
  for (const [at, { name }] of segments.entries()) {
    const next = segments[at + 1];
    const opening = next && (await firstRecord(join(trail.directory, next.name)));
    if (!opening || opening.time >= before) break;
    expired.push({ file: name, lastSequence: opening.sequence - 1, lastHash: opening.previous });
  }
  if (expired.length === 0) return;
  await trail.append({ kind: "removal", segments: expired });
  for (const { file } of expired) await unlink(join(trail.directory, file));
}
