import { join } from "node:path";
import type { AuditRecord } from "../AuditRecord.ts";
import { openRecord } from "../chain/sealRecord.ts";
import { firstRecord } from "../files/firstRecord.ts";
import { readLines } from "../files/readLines.ts";
import { listSegments } from "../files/segmentFiles.ts";
import { matches, type RecordFilter } from "./RecordFilter.ts";

/** A record as it stands in its segment; `null` for a line that is none any more. */
export interface ReadRecordLine {
  record: AuditRecord | null;
  /** Without its end. */
  line: string;
}

/** The records of a trail that match, oldest first, in constant memory. Segments wholly outside the time asked for are not read. */
export async function* readForward(directory: string, filter: RecordFilter): AsyncGenerator<ReadRecordLine> {
  const segments = await listSegments(directory);
  for (const [at, { name }] of segments.entries()) {
    const next = segments[at + 1];
    if (filter.from !== undefined && next) {
      const opening = await firstRecord(join(directory, next.name));
      if (opening && opening.time < filter.from) continue;
    }
    for await (const { bytes, ended } of readLines(join(directory, name))) {
      if (!ended) break;
      const record = openRecord(bytes);
      if ("wrong" in record) yield { record: null, line: bytes.toString() };
      else if (matches(record, filter)) yield { record, line: bytes.toString() };
      else if (filter.to !== undefined && record.kind === "rotation" && record.time > filter.to) return;
    }
  }
}
