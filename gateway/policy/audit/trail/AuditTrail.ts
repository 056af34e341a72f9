import type { RecordBody } from "../AuditRecord.ts";
import { type HashAlgorithm, sealRecord } from "../chain/sealRecord.ts";
import { AuditUnavailable } from "./AuditUnavailable.ts";
import { SegmentWriter, type WriteDurably } from "./SegmentWriter.ts";

/** Where a chain stands. */
export interface TrailHead {
  sequence: number;
  hash: string;
}

export interface TrailOptions {
  directory: string;
  /** Id of this gateway's run. */
  gateway: string;
  algorithm: HashAlgorithm;
  /** A segment that has grown to this size is followed by another, in bytes. */
  maxSegmentBytes: number;
  /** Most records waiting to be written; more are refused. */
  maxWaiting: number;
  /** How soon writing is tried again after it failed, in milliseconds. */
  retryMs: number;
  now: () => Date;
  write: WriteDurably;
  /** Told that writing failed, once for each time it does, and that it is possible again. */
  onProblem: (message: string, cause?: unknown) => void;
  /** Told after a segment was begun. */
  onRotate: () => void;
}

/** Where writing goes on. */
export interface TrailPosition {
  head: TrailHead;
  /** Sequence of the current segment's first record; `null`: none was written yet. */
  first: number | null;
  end: number;
  /** Day of the current segment's first record, `YYYY-MM-DD` (UTC). */
  day: string | null;
  verifiedAt: string | null;
}

interface Waiting {
  body: RecordBody;
  written: () => void;
  failed: (error: AuditUnavailable) => void;
}

/** Most records written at once. */
const MAX_BATCH = 512;

/**
 * Least time from the beginning of one write to that of the next while several come together, in milliseconds. A write costs more
 * than the records in it, so they wait for each other (as by `commit_delay` and `commit_siblings` in PostgreSQL).
 */
const PACE_MS = 5;
/** So many records in one write are several. */
const SIBLINGS = 4;

/**
 * The one writer of a trail. Records that arrive while others are being written share the next write (group commit), so that
 * one fsync serves all of them. When writing fails, nobody is told that their record is there, and nothing is accepted until
 * it succeeds again; how many records were lost, their data not given out, is then on record.
 */
export class AuditTrail {
  readonly directory: string;
  readonly #options: TrailOptions;
  readonly #waiting: Waiting[] = [];
  #head: TrailHead;
  #segment: SegmentWriter;
  #day: string | null;
  #verifiedAt: string | null;
  #writing: Promise<void> | null = null;
  #failure: { since: string; refused: number } | null = null;
  #retry: NodeJS.Timeout | null = null;
  #lastWriteAt = 0;
  #isBusy = false;
  #isClosed = false;

  constructor(options: TrailOptions, { head, first, end, day, verifiedAt }: TrailPosition) {
    this.directory = options.directory;
    this.#options = options;
    this.#head = head;
    this.#day = day;
    this.#verifiedAt = verifiedAt;
    this.#segment = this.#openSegment(first ?? head.sequence + 1, end);
  }

  /** The last durable record. */
  get head(): TrailHead {
    return this.#head;
  }

  get gateway(): string {
    return this.#options.gateway;
  }

  /** When an auditor last found the trail whole, as far as is known (ISO 8601). */
  get verifiedAt(): string | null {
    return this.#verifiedAt;
  }

  /** Whether records are accepted at present: to be asked before anything is done that has to be recorded. */
  get isWritable(): boolean {
    return this.#failure === null && !this.#isClosed;
  }

  /** The current segment, and how much of it is durable. */
  get durable(): { file: string; bytes: number } {
    return { file: this.#segment.name, bytes: this.#segment.end };
  }

  /**
   * Appends a record; resolves when it is durable.
   * @throws AuditUnavailable when it cannot be
   */
  append(body: RecordBody): Promise<void> {
    return new Promise((written, failed) => {
      if (!this.isWritable || this.#waiting.length >= this.#options.maxWaiting) {
        if (this.#failure) this.#failure.refused += 1;
        throw new AuditUnavailable(this.#failure ?? "closed, or too many records wait");
      }
      this.#waiting.push({ body, written, failed });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Writes what waits, and `last` where there is one; then lets go of the file. */
  async close(last?: RecordBody): Promise<void> {
    if (this.#isClosed) return;
    if (last) await this.append(last).catch(() => {});
    this.#isClosed = true;
    if (this.#retry) clearTimeout(this.#retry);
    await this.#writing;
    await this.#segment.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#gather();
      const batch = this.#waiting.splice(0, MAX_BATCH);
      try {
        await this.#write(batch.map(({ body }) => body));
      } catch (error) {
        this.#fail(error, batch);
        break;
      }
      for (const { written } of batch) written();
    }
    this.#writing = null;
  }

  /** Lets those come along that have something to record at the same time. */
  async #gather(): Promise<void> {
    const early = this.#isBusy ? this.#lastWriteAt + PACE_MS - performance.now() : 0;
    await new Promise((resolve) => (early > 0 ? setTimeout(resolve, early) : setImmediate(resolve)));
    this.#lastWriteAt = performance.now();
    this.#isBusy = this.#waiting.length >= SIBLINGS;
  }

  async #write(bodies: readonly RecordBody[]): Promise<void> {
    const time = this.#options.now().toISOString();
    const day = time.slice(0, 10);
    const isFull = this.#segment.end >= this.#options.maxSegmentBytes;
    const isNextDay = this.#day !== null && this.#day !== day && this.#segment.end > 0;
    if (isFull || isNextDay) return this.#rotate(bodies, time);
    const { text, head } = this.#seal(bodies, time);
    await this.#segment.append(Buffer.from(text));
    this.#day ??= day;
    this.#settle(bodies, head, time);
  }

  async #rotate(bodies: readonly RecordBody[], time: string): Promise<void> {
    const closed = this.#segment;
    const rotation = { kind: "rotation", closed: closed.name, verifiedAt: this.#verifiedAt } as const;
    const next = this.#openSegment(this.#head.sequence + 1, 0);
    const { text, head } = this.#seal([rotation, ...bodies], time);
    await next.append(Buffer.from(text));
    this.#segment = next;
    this.#day = time.slice(0, 10);
    this.#settle(bodies, head, time);
    await closed
      .finish()
      .catch((cause) => this.#options.onProblem(`${closed.name} could not be made read-only`, cause));
    this.#options.onRotate();
  }

  #seal(bodies: readonly RecordBody[], time: string): { text: string; head: TrailHead } {
    const { gateway, algorithm } = this.#options;
    let { sequence, hash: previous } = this.#head;
    let text = "";
    for (const body of bodies) {
      sequence += 1;
      const sealed = sealRecord(body, { sequence, time, gateway, previous }, algorithm);
      text += sealed.line;
      previous = sealed.hash;
    }
    return { text, head: { sequence, hash: previous } };
  }

  #settle(bodies: readonly RecordBody[], head: TrailHead, time: string): void {
    this.#head = head;
    if (bodies.some((body) => body.kind === "verify" && body.whole)) this.#verifiedAt = time;
  }

  #fail(cause: unknown, batch: readonly Waiting[]): void {
    const refused = [...batch, ...this.#waiting.splice(0)];
    this.#failure = { since: this.#options.now().toISOString(), refused: refused.length };
    this.#options.onProblem("the audit trail cannot be written: classified data is not given out", cause);
    for (const { failed } of refused) failed(new AuditUnavailable(cause));
    this.#retryLater();
  }

  #retryLater(): void {
    this.#retry = setTimeout(() => {
      this.#writing = this.#recover();
    }, this.#options.retryMs).unref();
  }

  async #recover(): Promise<void> {
    const { since, refused } = this.#failure ?? { since: "", refused: 0 };
    try {
      await this.#write([{ kind: "recovery", failedSince: since, refused }]);
      this.#failure = null;
      this.#options.onProblem(`the audit trail can be written again; ${refused} accesses were refused`);
    } catch {
      if (!this.#isClosed) this.#retryLater();
    }
    this.#writing = null;
  }

  #openSegment(first: number, end: number): SegmentWriter {
    return new SegmentWriter(this.directory, { first, end, write: this.#options.write });
  }
}
