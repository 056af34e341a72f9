import type { Document } from "mongodb";
import { DuplicateKeyError } from "../DuplicateKeyError.ts";
import { badRequest } from "../StoreQueryError.ts";
import { encodeDocument } from "./bsonCodec.ts";
import type { Catalog } from "./Catalog.ts";
import type { CollectionStorage } from "./CollectionStorage.ts";
import type { EntryRuns } from "./EntryRuns.ts";
import { type IndexDefinition, MAX_ID_BYTES } from "./IndexDefinition.ts";
import { after, documentKeys, entryId, entryKey, idKey } from "./indexKeys.ts";
import { KeyWriter } from "./keyEncoding.ts";

const NOTHING = Buffer.alloc(0);
const APPEND = { append: true };
/** From this many documents on, `insertMany` sets index entries aside. */
const BULK = 1_000;
/** Bounds what a merge has to hold in memory. */
const MAX_RUNS = 256;

/**
 * Writes documents together with their index entries. Every method must run inside a write transaction; each
 * checks uniqueness before its first write, so a thrown {@link DuplicateKeyError} leaves the store as it was.
 */
export class DocumentWriter {
  readonly #collection: string;
  readonly #storage: CollectionStorage;
  readonly #catalog: Catalog;
  readonly #runs: EntryRuns;
  readonly #writer = new KeyWriter();

  constructor(collection: string, storage: CollectionStorage, runs: EntryRuns, catalog: Catalog) {
    this.#collection = collection;
    this.#storage = storage;
    this.#runs = runs;
    this.#catalog = catalog;
  }

  /** Inserts in order up to the first duplicate, which is thrown with `insertedCount` set. */
  insertMany(documents: readonly Document[]): void {
    const indexes = this.#indexes();
    const unique = indexes.filter((index) => index.unique);
    const others = indexes.filter((index) => !index.unique);
    const later: Buffer[] = [];
    let inserted = 0;
    try {
      for (const document of documents) {
        const id = this.documentKey(document._id);
        const bytes = encodeDocument(document);
        if (unique.length > 0 && this.#storage.documents.doesExist(id)) throw this.#duplicate("_id_");
        const uniqueKeys = unique.map((index) => this.#uniqueKeys(index, document, id));
        const otherKeys = others.map((index) => this.#keys(index, document));
        if (!this.#putNew(id, bytes)) throw this.#duplicate("_id_");
        for (const keys of uniqueKeys) this.#put(keys.map((key) => entryKey(key, id)));
        for (const keys of otherKeys) for (const key of keys) later.push(entryKey(key, id));
        inserted++;
      }
    } catch (error) {
      if (error instanceof DuplicateKeyError) error.insertedCount = inserted;
      throw error;
    } finally {
      // Sorted, so that neighbours land on the same page: several times faster than document order.
      if (documents.length < BULK) this.#put(later.sort(Buffer.compare));
      else this.#setAside(later);
    }
  }

  /** Replaces a stored document, given as it is in the store and as BSON. Says whether its bytes changed. */
  replace(
    id: Buffer,
    before: Document,
    bytesBefore: Uint8Array,
    after: Document,
  ): { bytes: Uint8Array; differs: boolean } {
    const bytes = encodeDocument(after);
    if (Buffer.compare(bytes, bytesBefore) === 0) return { bytes, differs: false };
    const add: Buffer[] = [];
    const drop: Buffer[] = [];
    for (const index of this.#indexes()) {
      const next = index.unique ? this.#uniqueKeys(index, after, id) : this.#keys(index, after);
      const last = documentKeys(this.#writer, index, before).keys;
      for (const key of next) if (!last.some((one) => one.equals(key))) add.push(entryKey(key, id));
      for (const key of last) if (!next.some((one) => one.equals(key))) drop.push(entryKey(key, id));
    }
    this.#storage.documents.putSync(id, bytes as Buffer);
    for (const key of drop) this.#storage.entries.removeSync(key);
    this.#put(add);
    return { bytes, differs: true };
  }

  remove(id: Buffer, document: Document): void {
    for (const index of this.#indexes()) {
      for (const key of documentKeys(this.#writer, index, document).keys) {
        this.#storage.entries.removeSync(entryKey(key, id));
      }
    }
    this.#storage.documents.removeSync(id);
  }

  /** Merges the entries that bulk loads have set aside. To be called before an index is read. */
  settle(): void {
    const { runs } = this.#catalog.read(this.#collection, undefined);
    if (runs === 0) return;
    const { entries } = this.#storage;
    // Entries come in order: into empty indexes they are appended, which also fills the pages.
    const append = entries.getKeysCount({ limit: 1 }) === 0;
    const flags = append ? APPEND : undefined;
    this.#runs.take((entry) => entries.putSync(entry, NOTHING, flags as never));
    this.#catalog.change(this.#collection, { runs: 0 });
  }

  /** Fills a new index from the documents already stored. */
  build(index: IndexDefinition): void {
    const entries: Buffer[] = [];
    let multikey = 0;
    let cut = false;
    for (const { key, document } of this.#storage.candidates(EVERYTHING, undefined)) {
      const found = documentKeys(this.#writer, index, document);
      multikey |= found.multikey;
      cut ||= found.cut;
      for (const fields of found.keys) entries.push(entryKey(fields, key as Buffer));
    }
    entries.sort(Buffer.compare);
    if (index.unique) this.#checkUnique(index, entries, cut);
    const built = { ...index, multikey, cut };
    this.#catalog.change(this.#collection, { indexes: [...this.#indexes(), built] });
    this.#put(entries);
  }

  documentKey(id: unknown): Buffer {
    if (typeof id !== "string" || id === "") {
      throw badRequest(`A document of ${this.#collection} needs a non-empty string _id`);
    }
    const key = idKey(this.#writer, id);
    if (key.length > MAX_ID_BYTES) throw badRequest(`An _id is at most ${MAX_ID_BYTES - 2} bytes long`);
    return key;
  }

  #setAside(entries: readonly Buffer[]): void {
    if (entries.length === 0) return;
    const runs = this.#catalog.read(this.#collection, undefined).runs + 1;
    this.#runs.add(runs, entries);
    this.#catalog.change(this.#collection, { runs });
    if (runs >= MAX_RUNS) this.settle();
  }

  #indexes(): readonly IndexDefinition[] {
    return this.#catalog.read(this.#collection, undefined).indexes;
  }

  /** The document's keys in `index`; notes in the catalog what the index thereby becomes. */
  #keys(index: IndexDefinition, document: Document): Buffer[] {
    const found = documentKeys(this.#writer, index, document);
    if (found.multikey !== 0 || found.cut) this.#note(index, found.multikey, found.cut);
    return found.keys;
  }

  #note(index: IndexDefinition, multikey: number, cut: boolean): void {
    const all = this.#indexes();
    const known = all.find((one) => one.number === index.number) as IndexDefinition;
    if ((known.multikey | multikey) === known.multikey && (known.cut || !cut)) return;
    const noted = { ...known, multikey: known.multikey | multikey, cut: known.cut || cut };
    this.#catalog.change(this.#collection, { indexes: all.map((one) => (one === known ? noted : one)) });
  }

  #uniqueKeys(index: IndexDefinition, document: Document, id: Buffer): Buffer[] {
    const found = documentKeys(this.#writer, index, document);
    for (const key of found.keys) {
      for (const entry of this.#storage.entries.getKeys({ start: key, end: after(key) })) {
        const other = entryId(entry);
        if (Buffer.compare(other, id) === 0) continue;
        if (!found.cut || this.#sameValues(index, document, other)) throw this.#duplicate(index.name);
      }
    }
    if (found.multikey !== 0 || found.cut) this.#note(index, found.multikey, found.cut);
    return found.keys;
  }

  /** Cut keys may coincide where the values differ: compare the values themselves. */
  #sameValues(index: IndexDefinition, document: Document, otherId: Uint8Array): boolean {
    const other = this.#storage.read(otherId, undefined);
    if (!other) return false;
    const whole = (one: Document) =>
      documentKeys(this.#writer, index, one, Number.MAX_SAFE_INTEGER).keys.map((key) =>
        key.toString("latin1"),
      );
    const theirs = new Set(whole(other));
    return whole(document).some((key) => theirs.has(key));
  }

  #checkUnique(index: IndexDefinition, sorted: readonly Buffer[], cut: boolean): void {
    for (let i = 1; i < sorted.length; i++) {
      const [a, b] = [sorted[i - 1] as Buffer, sorted[i] as Buffer];
      const [idA, idB] = [entryId(a), entryId(b)];
      const fieldsA = a.subarray(0, a.length - 2 - idA.length);
      const fieldsB = b.subarray(0, b.length - 2 - idB.length);
      if (!fieldsA.equals(fieldsB)) continue;
      const document = cut ? this.#storage.read(idA, undefined) : undefined;
      if (!cut || (document && this.#sameValues(index, document, idB))) throw this.#duplicate(index.name);
    }
  }

  /** False when the id is taken (which lmdb's types do not say). */
  #putNew(id: Buffer, bytes: Uint8Array): boolean {
    return this.#storage.documents.putSync(
      id,
      bytes as Buffer,
      { noOverwrite: true } as never,
    ) as unknown as boolean;
  }

  #put(keys: readonly Buffer[]): void {
    for (const key of keys) this.#storage.entries.putSync(key, NOTHING);
  }

  #duplicate(index: string): DuplicateKeyError {
    return new DuplicateKeyError(this.#collection, index);
  }
}

const EVERYTHING = { kind: "scan", reverse: false, ordered: true, exact: true } as const;
