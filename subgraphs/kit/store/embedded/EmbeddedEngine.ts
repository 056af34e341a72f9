import type { RootDatabase } from "lmdb";
import { StoreOpenError } from "../StoreOpenError.ts";
import { badRequest } from "../StoreQueryError.ts";
import { Catalog } from "./Catalog.ts";
import { type Bytes, CollectionStorage, type Snapshot } from "./CollectionStorage.ts";
import { DocumentWriter } from "./DocumentWriter.ts";
import { EntryRuns } from "./EntryRuns.ts";
import type { IndexDefinition } from "./IndexDefinition.ts";
import { WriteQueue } from "./WriteQueue.ts";

export interface OpenCollection {
  readonly storage: CollectionStorage;
  readonly writer: DocumentWriter;
  /** Current definitions; inside a write they may change between calls. */
  readonly indexes: () => readonly IndexDefinition[];
}

export interface ReadCollection {
  readonly storage: CollectionStorage;
  readonly indexes: readonly IndexDefinition[];
}

export interface ReadSnapshot {
  readonly transaction: Snapshot;
  collection(name: string): ReadCollection;
}

/** One LMDB environment: hands out snapshots to read from and turns to write. */
export class EmbeddedEngine {
  readonly #root: RootDatabase;
  readonly #catalog: Catalog;
  readonly #queue: WriteQueue;
  readonly #open = new Map<string, OpenCollection>();
  #closed: Promise<void> | undefined;

  constructor(root: RootDatabase) {
    this.#root = root;
    this.#catalog = new Catalog(this.#database("catalog"));
    this.#catalog.requireFormat();
    this.#queue = new WriteQueue(root, () => this.#catalog.forget());
  }

  /**
   * Runs `read` on one snapshot of the named collections, which lasts until its generator ends. A promise instead
   * when index entries had to be merged first: ask again once it settles. A read that needs no index sees none.
   */
  read<T>(
    collections: readonly string[],
    read: (snapshot: ReadSnapshot) => Generator<T>,
    needsIndexes = true,
  ): Generator<T> | Promise<void> {
    // Opening a database replaces lmdb's current snapshot, so that comes first.
    const open = new Map(collections.map((name) => [name, this.#collection(name)]));
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of lmdb, not a React hook
    const transaction = this.#root.useReadTransaction();
    const unsettled = collections.find((name) => this.#catalog.read(name, transaction).runs > 0);
    if (needsIndexes && unsettled !== undefined) {
      transaction.done();
      return this.write(unsettled, ({ writer }) => writer.settle());
    }
    const collection = (name: string) => ({
      storage: (open.get(name) as OpenCollection).storage,
      indexes: needsIndexes ? this.#catalog.read(name, transaction).indexes : [],
    });
    return closing(read({ transaction, collection }), () => transaction.done());
  }

  /** Runs `job` inside a write transaction; settles once its effects are on disk. */
  async write<R>(collection: string, job: (collection: OpenCollection) => R): Promise<R> {
    const open = this.#collection(collection);
    return this.#queue.run(() => job(open));
  }

  requireOpen(): void {
    if (this.#closed) throw new StoreOpenError("STORE_UNREACHABLE", "The store is closed.");
  }

  /** Waits for the writes handed in so far. Safe to call again. */
  close(): Promise<void> {
    this.#closed ??= this.#queue.idle().then(() => this.#root.close());
    return this.#closed;
  }

  #collection(name: string): OpenCollection {
    this.requireOpen();
    let open = this.#open.get(name);
    if (!open) {
      if (!/^[A-Za-z][\w.-]{0,119}$/.test(name)) throw badRequest(`"${name}" is not a collection name`);
      // A long read may hold the current snapshot: it keeps it, the next one starts afresh.
      this.#root.resetReadTxn();
      const storage = new CollectionStorage(
        this.#database(`documents/${name}`),
        this.#database(`indexes/${name}`),
      );
      const runs = new EntryRuns(this.#database(`runs/${name}`));
      open = {
        storage,
        writer: new DocumentWriter(name, storage, runs, this.#catalog),
        indexes: () => this.#catalog.read(name, undefined).indexes,
      };
      this.#open.set(name, open);
    }
    return open;
  }

  #database(name: string): Bytes {
    return this.#root.openDB<Buffer, Buffer>(name, { encoding: "binary", keyEncoding: "binary" });
  }
}

function* closing<T>(steps: Generator<T>, close: () => void): Generator<T> {
  try {
    yield* steps;
  } finally {
    close();
  }
}
