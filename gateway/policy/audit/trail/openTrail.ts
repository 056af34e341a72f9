import { randomBytes } from "node:crypto";
import { mkdir, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { StartError } from "../../../../subgraphs/kit/server/settings.ts";
import type { RecordBody } from "../AuditRecord.ts";
import { type HashAlgorithm, NO_PREVIOUS } from "../chain/sealRecord.ts";
import { DirectoryInUse, lockDirectory } from "../files/lockDirectory.ts";
import { AlteredSegment, type SegmentState, scanSegment } from "../files/scanSegment.ts";
import { listSegments, type SegmentFile } from "../files/segmentFiles.ts";
import { AuditTrail, type TrailOptions, type TrailPosition } from "./AuditTrail.ts";
import { AuditUnavailable } from "./AuditUnavailable.ts";
import { removeExpired } from "./removeExpired.ts";
import { SegmentWriter, writeDurably } from "./SegmentWriter.ts";

export interface OpenTrailOptions extends Partial<Omit<TrailOptions, "onRotate">> {
  directory: string;
  /** Segments are removed this many days after their last record. @default 185 */
  retentionDays?: number;
  /** Whether this is a gateway, whose beginning and end are recorded, or a command. @default gateway */
  role?: "gateway" | "command";
}

/** A trail that is open for writing. */
export interface OpenTrail {
  trail: AuditTrail;
  /** Writes what waits, and gives the directory back. */
  close(): Promise<void>;
}

const DEFAULTS = {
  algorithm: "sha256" as HashAlgorithm,
  maxSegmentBytes: 64 * 2 ** 20,
  maxWaiting: 10_000,
  retryMs: 1_000,
  now: () => new Date(),
  write: writeDurably,
  onProblem: () => {},
};

/**
 * Opens the trail of a directory, which is made where there is none, and goes on with its chain. What a crash left of a record
 * nobody was told of is cut off, which is itself recorded.
 * @throws StartError when the directory cannot be written, has another writer, or holds a segment that was altered
 */
export async function openTrail({
  retentionDays = 185,
  role = "gateway",
  ...given
}: OpenTrailOptions): Promise<OpenTrail> {
  const { directory } = given;
  const unlock = await takeDirectory(directory);
  try {
    const options = { ...DEFAULTS, gateway: randomBytes(8).toString("hex"), ...given };
    const { position, repair, afterStop } = await findPosition(options);
    const expire = () =>
      removeExpired(trail, { retentionDays, now: options.now }).catch((cause) =>
        options.onProblem("expired audit segments could not be removed", cause),
      );
    const trail = new AuditTrail({ ...options, onRotate: () => void expire() }, position);
    const begins: RecordBody = { kind: "start", host: hostname(), pid: process.pid, afterStop };
    const first: RecordBody[] = [...(repair ? [repair] : []), ...(role === "gateway" ? [begins] : [])];
    await Promise.all(first.map((body) => trail.append(body)));
    if (role === "gateway") await expire();
    return {
      trail,
      async close() {
        await trail.close(role === "gateway" ? { kind: "stop" } : undefined);
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw asStartError(error, directory);
  }
}

async function takeDirectory(directory: string): Promise<() => Promise<void>> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return await lockDirectory(directory);
  } catch (error) {
    throw asStartError(error, directory);
  }
}

interface FoundPosition {
  position: TrailPosition;
  repair: RecordBody | undefined;
  /** Whether the writer before ended in order. */
  afterStop: boolean;
}

async function findPosition({
  directory,
  write,
}: Pick<TrailOptions, "directory" | "write">): Promise<FoundPosition> {
  const segments = await listSegments(directory);
  let repair: RecordBody | undefined;
  for (let segment = segments.pop(); segment; segment = segments.pop()) {
    const state = await scanSegment(join(directory, segment.name));
    if (state.torn) repair ??= await cutOff(directory, { segment, state, write });
    const { last } = state;
    if (last) return { position: positionIn(segment, state), repair, afterStop: last.kind === "stop" };
    // A crash came between making the file and writing its first record.
    await unlink(join(directory, segment.name));
  }
  const head = { sequence: 0, hash: NO_PREVIOUS };
  return {
    position: { head, first: null, end: 0, day: null, verifiedAt: null },
    repair,
    afterStop: true,
  };
}

function positionIn({ first }: SegmentFile, { last, first: opening, end, verifiedAt }: SegmentState) {
  const { sequence = 0, hash = NO_PREVIOUS } = last ?? {};
  return { head: { sequence, hash }, first, end, day: opening?.time.slice(0, 10) ?? null, verifiedAt };
}

interface CutOff {
  segment: SegmentFile;
  state: SegmentState;
  write: TrailOptions["write"];
}

async function cutOff(directory: string, { segment, state, write }: CutOff): Promise<RecordBody | undefined> {
  const { end, torn } = state;
  if (!torn) return undefined;
  const writer = new SegmentWriter(directory, { first: segment.first, end, write });
  await writer.cutOff();
  await writer.close();
  return { kind: "repair", file: segment.name, bytes: torn.bytes, discarded: torn.sha256 };
}

function asStartError(error: unknown, directory: string): unknown {
  if (error instanceof DirectoryInUse) {
    return new StartError(
      `AUDIT_DIR "${directory}" is being written by another gateway: give each its own with --audit-dir or AUDIT_DIR`,
    );
  }
  if (error instanceof AlteredSegment) {
    return new StartError(
      `the audit trail in AUDIT_DIR "${directory}" was altered: "npm run audit -- verify" says where; keep it as evidence by moving the directory away, and start again`,
    );
  }
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof Error && typeof code === "string" && /^E[A-Z]+$/.test(code)) {
    return new StartError(
      `AUDIT_DIR "${directory}" cannot be written (${code}): check DATA_DIR and AUDIT_DIR`,
    );
  }
  if (error instanceof AuditUnavailable) return asStartError(error.cause, directory);
  return error;
}
