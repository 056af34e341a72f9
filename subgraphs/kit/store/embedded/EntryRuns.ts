import type { Bytes } from "./CollectionStorage.ts";

/**
 * Sorted runs of index entries that a bulk load has set aside.
 *
 * Inserting a large batch into several indexes touches most of their pages, and LMDB writes every touched page again
 * on each commit. So a large `insertMany` stores its entries as one run, with the documents and as durable as they are;
 * the first operation that needs an index merges all runs into it at once. Loads several times faster.
 */
export class EntryRuns {
  readonly #runs: Bytes;

  constructor(runs: Bytes) {
    this.#runs = runs;
  }

  /** Sorts `entries` and stores them as run number `number`. */
  add(number: number, entries: readonly Buffer[]): void {
    // Sorting one-byte strings takes half the time of sorting buffers.
    const sorted = entries.map((entry) => entry.toString("latin1")).sort();
    const bytes = Buffer.allocUnsafe(sorted.reduce((total, entry) => total + 2 + entry.length, 0));
    let at = 0;
    for (const entry of sorted) {
      at = bytes.writeUInt16BE(entry.length, at);
      at += bytes.write(entry, at, "latin1");
    }
    this.#runs.putSync(runKey(number), bytes);
  }

  /** Hands out the entries of all runs in order, and removes the runs. */
  take(put: (entry: Buffer) => void): void {
    const runs = [...this.#runs.getRange({})].map(({ value }) => new RunReader(value));
    mergeRuns(runs, put);
    this.#runs.clearSync();
  }
}

/** Merges by a binary heap whose root is the run with the smallest entry. */
function mergeRuns(runs: RunReader[], put: (entry: Buffer) => void): void {
  const heap = runs.filter((run) => run.next()).sort((a, b) => Buffer.compare(a.entry, b.entry));
  while (heap.length > 0) {
    const root = heap[0] as RunReader;
    put(root.entry);
    if (!root.next()) {
      const last = heap.pop() as RunReader;
      if (heap.length === 0) return;
      if (last !== root) heap[0] = last;
    }
    sink(heap);
  }
}

function sink(heap: RunReader[]): void {
  const moving = heap[0] as RunReader;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    const right = heap[child + 1];
    if (right && Buffer.compare(right.entry, (heap[child] as RunReader).entry) < 0) child++;
    const smaller = heap[child] as RunReader;
    if (Buffer.compare(smaller.entry, moving.entry) >= 0) break;
    heap[at] = smaller;
    at = child;
  }
  heap[at] = moving;
}

class RunReader {
  readonly #bytes: Buffer;
  #at = 0;
  entry: Buffer = Buffer.alloc(0);

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  next(): boolean {
    if (this.#at >= this.#bytes.length) return false;
    const start = this.#at + 2;
    this.#at = start + this.#bytes.readUInt16BE(this.#at);
    this.entry = this.#bytes.subarray(start, this.#at);
    return true;
  }
}

function runKey(number: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(number);
  return key;
}
