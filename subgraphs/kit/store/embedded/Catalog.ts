import { StoreOpenError } from "../StoreOpenError.ts";
import type { Bytes, Snapshot } from "./CollectionStorage.ts";
import type { IndexDefinition } from "./IndexDefinition.ts";

/** What the store knows about a collection besides its documents. */
export interface CollectionInfo {
  readonly indexes: readonly IndexDefinition[];
  /** How many runs of index entries wait to be merged into the indexes (see `EntryRuns`). */
  readonly runs: number;
}

const VERSION = Buffer.from("version");
const FORMAT_KEY = Buffer.from("format");
/** Counts the changes of how documents, index keys or the catalog are written. */
const FORMAT = Buffer.from("2");

/**
 * The description of every collection, kept in the store itself. Another process may change it at any time:
 * a version number, read in the same snapshot as the data, tells when the copy in memory is stale.
 */
export class Catalog {
  readonly #entries: Bytes;
  #version = -1;
  #collections = new Map<string, CollectionInfo>();

  constructor(entries: Bytes) {
    this.#entries = entries;
  }

  /** Marks a new store with the format of this version; throws {@link StoreOpenError} when it has another one. */
  requireFormat(): void {
    const format = this.#entries.get(FORMAT_KEY);
    if (format?.equals(FORMAT)) return;
    if (format || this.#entries.doesExist(VERSION)) {
      throw new StoreOpenError(
        "STORE_FILE_FORMAT",
        "The data directory was written by another version of this program. " +
          "Run that version, or move the directory away to start with an empty store.",
      );
    }
    this.#entries.putSync(FORMAT_KEY, FORMAT);
  }

  read(collection: string, snapshot: Snapshot): CollectionInfo {
    const stored = this.#entries.get(VERSION, options(snapshot));
    const version = stored ? stored.readDoubleBE() : 0;
    if (version !== this.#version) {
      this.#collections.clear();
      this.#version = version;
    }
    let info = this.#collections.get(collection);
    if (!info) {
      const bytes = this.#entries.get(key(collection), options(snapshot));
      info = bytes ? (JSON.parse(bytes.toString()) as CollectionInfo) : { indexes: [], runs: 0 };
      this.#collections.set(collection, info);
    }
    return info;
  }

  /** Only inside a write transaction. */
  change(collection: string, change: Partial<CollectionInfo>): void {
    const info = { ...this.read(collection, undefined), ...change };
    const version = Buffer.alloc(8);
    version.writeDoubleBE(this.#version + 1);
    this.#entries.putSync(VERSION, version);
    this.#entries.putSync(key(collection), Buffer.from(JSON.stringify(info)));
    this.forget();
  }

  /** After a rolled-back transaction the copy in memory may describe what never happened. */
  forget(): void {
    this.#version = -1;
    this.#collections.clear();
  }
}

function key(collection: string): Buffer {
  return Buffer.from(`collection/${collection}`);
}

function options(snapshot: Snapshot) {
  return snapshot && { transaction: snapshot };
}
