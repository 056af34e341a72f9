import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { StoreOpenError } from "../StoreOpenError.ts";

/** LMDB's meta page: offsets of the fields checked here (page header of 24 bytes, then `MDB_meta`). */
const MAGIC_AT = 0x18;
const VERSION_AT = 0x1c;
const PAGE_SIZE_AT = 0x30;
const LAST_PAGE_AT = 0x90;
const TRANSACTION_AT = 0x98;
const META_LENGTH = 0xa0;

const MAGIC = 0xbeefc0de;
const VERSION = 2;

/**
 * Throws {@link StoreOpenError} unless the file is absent, empty, or a whole LMDB data file of our version.
 * LMDB maps the file into memory and trusts it: opening any other file would crash the process.
 */
export function checkStoreFile(path: string): void {
  const file = openExisting(path);
  if (file === undefined) return;
  try {
    const { size } = fstatSync(file);
    if (size === 0) return;
    const first = readMeta(file, 0);
    if (!first) throw unreadable("is not a data file of this store");
    const second = readMeta(file, first.pageSize);
    if (!second) throw unreadable("is damaged");
    const latest = second.transaction > first.transaction ? second : first;
    if (size < (latest.lastPage + 1) * latest.pageSize) throw unreadable("is cut short");
  } finally {
    closeSync(file);
  }
}

function openExisting(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unreadable("cannot be read by this user");
  }
}

function readMeta(file: number, offset: number) {
  const meta = Buffer.alloc(META_LENGTH);
  if (readSync(file, meta, 0, META_LENGTH, offset) < META_LENGTH) return undefined;
  if (meta.readUInt32LE(MAGIC_AT) !== MAGIC || meta.readUInt32LE(VERSION_AT) !== VERSION) return undefined;
  return {
    pageSize: meta.readUInt32LE(PAGE_SIZE_AT),
    lastPage: Number(meta.readBigUInt64LE(LAST_PAGE_AT)),
    transaction: Number(meta.readBigUInt64LE(TRANSACTION_AT)),
  };
}

export function unreadable(what: string): StoreOpenError {
  return new StoreOpenError(
    "STORE_FILE_UNREADABLE",
    `The data file in the data directory ${what}. ` +
      "Check its permissions, restore it from a backup, or move it away to start with an empty store.",
  );
}
