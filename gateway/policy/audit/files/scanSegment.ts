import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import type { AuditRecord } from "../AuditRecord.ts";
import { openRecord } from "../chain/sealRecord.ts";
import { readLines } from "./readLines.ts";

/** What a writer must know of the segment it goes on with. */
export interface SegmentState {
  first: AuditRecord | undefined;
  last: AuditRecord | undefined;
  /** When an auditor last found the trail whole, as far as this segment tells. */
  verifiedAt: string | null;
  /** Where its last good record ends, in bytes. */
  end: number;
  /** What a crash left behind that: part of records nobody was told of. */
  torn: { bytes: number; sha256: string } | undefined;
}

/** Something is wrong with a segment that no crash explains: somebody changed it. */
export class AlteredSegment extends Error {}

/**
 * Reads a segment to its end, checking every record. A crash can only leave a last line that has no end.
 * @throws AlteredSegment when anything else is wrong
 */
export async function scanSegment(file: string): Promise<SegmentState> {
  const state: SegmentState = {
    first: undefined,
    last: undefined,
    verifiedAt: null,
    end: 0,
    torn: undefined,
  };
  for await (const { bytes, at, ended } of readLines(file)) {
    if (!ended) {
      const { size } = await stat(file);
      state.torn = { bytes: size - at, sha256: createHash("sha256").update(bytes).digest("hex") };
      break;
    }
    const record = openRecord(bytes);
    if ("wrong" in record || (state.last && record.previous !== state.last.hash)) {
      throw new AlteredSegment(file);
    }
    state.first ??= record;
    state.last = record;
    state.end = at + bytes.length + 1;
    if (record.kind === "verify" && record.whole) state.verifiedAt = record.time;
    if (record.kind === "rotation") state.verifiedAt = record.verifiedAt;
  }
  return state;
}
