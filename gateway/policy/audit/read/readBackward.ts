import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { AuditRecord } from "../AuditRecord.ts";
import { openRecord } from "../chain/sealRecord.ts";
import { firstRecord } from "../files/firstRecord.ts";
import { listSegments } from "../files/segmentFiles.ts";
import { matches, type RecordFilter } from "./RecordFilter.ts";

/** Where a record stands: its segment, and the byte at which its line begins. */
export interface RecordPlace {
  first: number;
  at: number;
}

/** A record, and where it stands. */
export interface PlacedRecord {
  record: AuditRecord;
  place: RecordPlace;
}

/** Some records, the latest first. */
export interface BackwardPage {
  records: PlacedRecord[];
  /** Where a further search goes on, before this place; `null` when everything was looked at. */
  next: RecordPlace | null;
}

export interface BackwardOptions {
  filter: RecordFilter;
  /** Most records wanted. */
  limit: number;
  /** Only records before this place. */
  before?: RecordPlace | undefined;
  /** The segment that is being written, and how much of it is durable: what lies behind that does not count yet. */
  durable: { file: string; bytes: number };
  /** Most bytes looked at; then the page is what was found so far. @default 64 MiB */
  maxBytes?: number;
}

const CHUNK_BYTES = 131_072;
const LINE_FEED = 0x0a;

/** The latest records that match, by reading from the end. Segments wholly outside the time asked for are not read. */
export async function readBackward(
  directory: string,
  { filter, limit, before, durable, maxBytes = 64 * 2 ** 20 }: BackwardOptions,
): Promise<BackwardPage> {
  const records: PlacedRecord[] = [];
  let left = maxBytes;
  const segments = (await listSegments(directory)).reverse();
  for (const { name, first } of segments) {
    if (before && first > before.first) continue;
    const file = join(directory, name);
    const opening = await firstRecord(file);
    if (opening && filter.to !== undefined && opening.time > filter.to) continue;
    const size = name === durable.file ? durable.bytes : (await stat(file)).size;
    const end = before?.first === first ? Math.min(before.at, size) : size;
    for await (const { bytes, at } of linesBackward(file, end)) {
      left -= bytes.length;
      const record = openRecord(bytes);
      if (!("wrong" in record) && matches(record, filter)) records.push({ record, place: { first, at } });
      if (records.length < limit && left > 0) continue;
      const isOldest = at === 0 && name === segments.at(-1)?.name;
      return { records, next: isOldest ? null : { first, at } };
    }
    if (opening && filter.from !== undefined && opening.time < filter.from) break;
  }
  return { records, next: null };
}

/** The whole lines of a file before a place, the last one first. */
async function* linesBackward(file: string, end: number): AsyncGenerator<{ bytes: Buffer; at: number }> {
  const handle = await open(file, "r");
  try {
    // `rest` begins at `from`; its lines are given out from behind.
    let from = end;
    let rest: Buffer = Buffer.alloc(0);
    while (from > 0) {
      const length = Math.min(CHUNK_BYTES, from);
      const chunk = Buffer.alloc(length);
      await handle.read(chunk, 0, length, from - length);
      from -= length;
      rest = rest.length === 0 ? chunk : Buffer.concat([chunk, rest]);
      // The line feed at the very end closes the last line.
      for (let stop = rest.length - 1; stop > 0; ) {
        const start = rest.lastIndexOf(LINE_FEED, stop - 1);
        if (start === -1) break;
        yield { bytes: rest.subarray(start + 1, stop), at: from + start + 1 };
        rest = rest.subarray(0, start + 1);
        stop = start;
      }
    }
    if (rest.length > 1) yield { bytes: rest.subarray(0, -1), at: 0 };
  } finally {
    await handle.close();
  }
}
