import type { Database, Transaction } from "lmdb";
import type { Document } from "mongodb";
import { decodeDocument } from "./bsonCodec.ts";
import type { Plan } from "./choosePlan.ts";
import { MAX_ID_BYTES } from "./IndexDefinition.ts";
import { entryId } from "./indexKeys.ts";
import type { IndexPlan, KeyRange } from "./planQuery.ts";

export type Bytes = Database<Buffer, Buffer>;

/** A snapshot to read from; `undefined` inside a write transaction, which reads its own writes. */
export type Snapshot = Transaction | undefined;

/** The two LMDB databases of one collection, read by plan. */
export class CollectionStorage {
  /** Encoded id → BSON. */
  readonly documents: Bytes;
  /** Entries of all its indexes: `entryKey` → nothing. */
  readonly entries: Bytes;

  constructor(documents: Bytes, entries: Bytes) {
    this.documents = documents;
    this.entries = entries;
  }

  read(key: Uint8Array, snapshot: Snapshot): Document | undefined {
    if (key.length > MAX_ID_BYTES) return undefined;
    const bytes = (this.documents as unknown as FastReader).getBinaryFast(key, options(snapshot));
    return bytes && decodeDocument(bytes);
  }

  /** Candidate documents of a plan, each once, with the key they are stored under. */
  *candidates(plan: Plan, snapshot: Snapshot): Generator<{ key: Uint8Array; document: Document }> {
    if (plan.kind === "scan") {
      for (const { key, value } of this.documents.getRange(
        rangeOptions(idRange(plan), plan.reverse, snapshot),
      )) {
        yield { key, document: decodeDocument(value) };
      }
      return;
    }
    for (const key of plan.kind === "ids" ? plan.keys : this.ids(plan, snapshot)) {
      const document = this.read(key, snapshot);
      if (document) yield { key, document };
    }
  }

  /** Ids of an index plan in plan order, each once; `skip` entries are passed over unread. */
  *ids(plan: IndexPlan, snapshot: Snapshot, skip = 0): Generator<Uint8Array> {
    const seen = plan.repeats ? new Set<string>() : undefined;
    const keys = plan.merge ? this.#merged(plan, snapshot) : this.#concatenated(plan, snapshot);
    let left = skip;
    for (const key of keys) {
      const id = entryId(key);
      if (seen) {
        const text = Buffer.from(id.buffer, id.byteOffset, id.length).toString("latin1");
        if (seen.has(text)) continue;
        seen.add(text);
      }
      if (left > 0) left--;
      else yield id;
    }
  }

  /** Exact number of entries in the plan's ranges. */
  countEntries(plan: IndexPlan, snapshot: Snapshot): number {
    let total = 0;
    for (const range of plan.ranges) {
      total += this.entries.getKeysCount(rangeOptions(range, false, snapshot));
    }
    return total;
  }

  /** The first key of a range, and how many there are. */
  entryKeys(range: { start: Buffer; end: Buffer }, snapshot: Snapshot) {
    return {
      first: (): Uint8Array | undefined => {
        const options = { ...rangeOptions(range, false, snapshot), limit: 1 };
        for (const key of this.entries.getKeys(options)) return key;
        return undefined;
      },
      count: () => this.entries.getKeysCount(rangeOptions(range, false, snapshot)),
    };
  }

  /** Number of documents between two ids, undecoded. */
  countDocuments(range: { start?: Buffer; end?: Buffer }, snapshot: Snapshot): number {
    return this.documents.getKeysCount(rangeOptions(idRange(range), false, snapshot));
  }

  /** As {@link countEntries}, stopping at `most`. */
  probe(plan: IndexPlan, most: number, snapshot: Snapshot): number {
    let total = 0;
    for (const range of plan.ranges) {
      const options = { ...rangeOptions(range, false, snapshot), limit: most - total };
      for (const _ of this.entries.getKeys(options)) total++;
      if (total >= most) return total;
    }
    return total;
  }

  *#concatenated(plan: IndexPlan, snapshot: Snapshot): Generator<Uint8Array> {
    const ranges = plan.reverse ? plan.ranges.toReversed() : plan.ranges;
    for (const range of ranges) yield* this.entries.getKeys(rangeOptions(range, plan.reverse, snapshot));
  }

  /** Merges ranges that are each in order by the part of the key behind their prefixes. */
  *#merged(plan: IndexPlan, snapshot: Snapshot): Generator<Uint8Array> {
    const open: { keys: Iterator<Uint8Array>; head: Uint8Array; rest: Uint8Array; prefix: number }[] = [];
    try {
      for (const range of plan.ranges) {
        const keys = this.entries.getKeys(rangeOptions(range, plan.reverse, snapshot))[Symbol.iterator]();
        const first = keys.next();
        if (first.done) continue;
        open.push({
          keys,
          head: first.value,
          rest: first.value.subarray(range.prefix),
          prefix: range.prefix,
        });
      }
      const direction = plan.reverse ? -1 : 1;
      while (open.length > 0) {
        let at = 0;
        for (let i = 1; i < open.length; i++) {
          const order = Buffer.compare(
            (open[i] as { rest: Uint8Array }).rest,
            (open[at] as { rest: Uint8Array }).rest,
          );
          if (order * direction < 0) at = i;
        }
        const next = open[at] as (typeof open)[number];
        yield next.head;
        const step = next.keys.next();
        if (step.done) {
          open.splice(at, 1);
        } else {
          next.head = step.value;
          next.rest = step.value.subarray(next.prefix);
        }
      }
    } finally {
      for (const { keys } of open) keys.return?.();
    }
  }
}

interface FastReader {
  getBinaryFast(key: Uint8Array, options?: { transaction: Transaction }): Buffer | undefined;
}

function options(snapshot: Snapshot): { transaction: Transaction } | undefined {
  return snapshot && { transaction: snapshot };
}

/** lmdb reads backward from `start` down to `end`; our bounds never equal a key, so inclusion is moot. */
/** Longer keys than LMDB takes, which only bounds can be, cut short: no id is so long that it would fall on another side. */
function idRange({ start, end }: { start?: Buffer; end?: Buffer }): { start?: Buffer; end?: Buffer } {
  const cut = (bound: Buffer) => bound.subarray(0, MAX_ID_BYTES + 1);
  return { ...(start && { start: cut(start) }), ...(end && { end: cut(end) }) };
}

function rangeOptions(
  range: { start?: Buffer; end?: Buffer } | KeyRange,
  reverse: boolean,
  snapshot: Snapshot,
) {
  const low = range.start;
  const high = range.end;
  return {
    ...((reverse ? high : low) && { start: reverse ? high : low }),
    ...((reverse ? low : high) && { end: reverse ? low : high }),
    ...(snapshot && { transaction: snapshot }),
    reverse,
  };
}
