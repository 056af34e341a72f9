import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { AuditRecord, RemovalRecord } from "../AuditRecord.ts";
import { NO_PREVIOUS, openRecord } from "../chain/sealRecord.ts";
import { hasWriter } from "../files/lockDirectory.ts";
import { readLines } from "../files/readLines.ts";
import { listSegments, type SegmentFile } from "../files/segmentFiles.ts";

/** Something that is not as it was written. */
export interface Finding {
  /** Segment, or `-` for what concerns the whole trail. */
  file: string;
  /** From 1; 0 where it is no line's fault. */
  line: number;
  what: string;
}

/** What a check found. The trail is whole when there are no findings. */
export interface Verification {
  findings: Finding[];
  records: number;
  segments: number;
  /** Sequence of the first record that is still kept. */
  first: number;
  head: { sequence: number; hash: string };
  /** The last record says that its gateway ended in order. */
  endsWithStop: boolean;
  /** A gateway is writing at present. */
  hasWriter: boolean;
}

export interface VerifyOptions {
  /** A hash that was the head once: it must still be in the chain. */
  head?: string;
  /** Heads kept elsewhere, by sequence: each must still be where it was. */
  anchors?: ReadonlyMap<number, string>;
  /** Told now and then how many bytes of how many were read. */
  onProgress?: (done: number, total: number) => void;
  /** Most findings told; the rest is only counted as one more. @default 100 */
  maxFindings?: number;
}

/** Where the chain stands while it is walked; a hash nobody can know any more is `null`. */
interface Expected {
  sequence: number;
  previous: string | null;
}

/**
 * Walks a trail from its first record to its last and finds every edit, deletion, insertion, change of order, duplicate and
 * missing or swapped segment. Records cut off from the very end are found by a `head` or an anchor only. Reads, never writes;
 * memory does not grow with the trail.
 */
export async function verifyTrail(directory: string, options: VerifyOptions = {}): Promise<Verification> {
  const { head, anchors = new Map<number, string>(), onProgress = () => {}, maxFindings = 100 } = options;
  const segments = await listSegments(directory);
  const isWritten = await hasWriter(directory);
  const sizes = await Promise.all(segments.map(({ name }) => stat(join(directory, name))));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);

  const findings: Finding[] = [];
  const report = (file: string, line: number, what: string): void => {
    if (findings.length < maxFindings) findings.push({ file, line, what });
    else findings[maxFindings] = { file: "-", line: 0, what: "and more: only the first findings are listed" };
  };
  const removals: RemovalRecord["segments"][number][] = [];
  let first: AuditRecord | undefined;
  let last: AuditRecord | undefined;
  let expected: Expected | undefined;
  let records = 0;
  let done = 0;
  let hasHead = head === undefined;

  const take = (record: AuditRecord, file: string, line: number): void => {
    if (expected) checkOrder(record, expected, (what) => report(file, line, what));
    expected = { sequence: record.sequence + 1, previous: record.hash };
    first ??= record;
    last = record;
    records += 1;
    if (record.hash === head) hasHead = true;
    if (record.kind === "removal") removals.push(...record.segments);
    const anchored = anchors.get(record.sequence);
    if (anchored !== undefined && anchored !== record.hash)
      report(file, line, `is not the record that was anchored as number ${record.sequence}`);
  };

  for (const [at, segment] of segments.entries()) {
    const { name } = segment;
    const isLast = at === segments.length - 1;
    let line = 0;
    for await (const { bytes, ended } of readLines(join(directory, name))) {
      line += 1;
      done += bytes.length + 1;
      if (line % 4_096 === 0) onProgress(done, total);
      if (!ended) {
        if (!isLast || !isWritten) report(name, line, TORN);
        break;
      }
      const record = openRecord(bytes);
      if ("wrong" in record) {
        report(name, line, record.wrong);
        expected = { sequence: (expected ?? segmentStart(segment)).sequence + 1, previous: null };
        continue;
      }
      if (line === 1 && record.sequence !== segment.first)
        report(name, line, `begins with record ${record.sequence}, its name says ${segment.first}`);
      take(record, name, line);
    }
    if (line === 0) report(name, 0, "is empty");
  }
  onProgress(total, total);

  if (segments.length === 0) report("-", 0, "there is no trail here");
  checkBeginning(first, removals, (what) => report(segments[0]?.name ?? "-", 1, what));
  if (!hasHead)
    report("-", 0, `no record has the hash ${head}: the end was cut off, or this is another trail`);
  const anchoredLast = Math.max(0, ...anchors.keys());
  if (anchoredLast > (last?.sequence ?? 0))
    report("-", 0, `record ${anchoredLast} was anchored, the trail ends before it: its end was cut off`);
  return {
    findings,
    records,
    segments: segments.length,
    first: first?.sequence ?? 0,
    head: { sequence: last?.sequence ?? 0, hash: last?.hash ?? NO_PREVIOUS },
    endsWithStop: last?.kind === "stop",
    hasWriter: isWritten,
  };
}

const TORN =
  "ends within a record: a crash does that (the next start cuts it off and says so), or somebody cut it";

const segmentStart = ({ first }: SegmentFile): Expected => ({ sequence: first, previous: null });

function checkOrder(
  record: AuditRecord,
  { sequence, previous }: Expected,
  report: (what: string) => void,
): void {
  const { sequence: found } = record;
  if (found > sequence) {
    const missing =
      found - 1 === sequence ? `record ${sequence} is` : `records ${sequence} to ${found - 1} are`;
    report(`is record ${found}, but ${missing} missing before it`);
  } else if (found < sequence) {
    report(`is record ${found}, where record ${sequence} belongs: out of order, or there twice`);
  } else if (previous !== null && record.previous !== previous) {
    report("does not follow from the record before it: another was put in its place, or in that one's");
  }
}

/** The first record is number 1, or follows on what a record further on says was removed after its retention. */
function checkBeginning(
  first: AuditRecord | undefined,
  removals: RemovalRecord["segments"],
  report: (what: string) => void,
): void {
  if (!first) return;
  const { sequence, previous } = first;
  if (sequence === 1) {
    if (previous !== NO_PREVIOUS) report("is record 1, but names one before it");
    return;
  }
  const isRemoved = removals.some(
    ({ lastSequence, lastHash }) => lastSequence === sequence - 1 && lastHash === previous,
  );
  if (!isRemoved) report(`is record ${sequence}, and no record says that those before it were removed`);
}
