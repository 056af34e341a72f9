import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { open, type RootDatabase } from "lmdb";
import type { Document } from "mongodb";
import type { DocumentCollection, DocumentStore } from "../DocumentStore.ts";
import { StoreOpenError } from "../StoreOpenError.ts";
import { checkStoreFile, unreadable } from "./checkStoreFile.ts";
import { EmbeddedCollection } from "./EmbeddedCollection.ts";
import { EmbeddedEngine } from "./EmbeddedEngine.ts";

const FILE = "store.mdb";
const MAX_DATABASES = 512;
/** Snapshots held at the same time, over all processes: a read that takes long holds one. */
const MAX_READERS = 2_048;

export interface EmbeddedStoreOptions {
  /** Directory of this store alone; created when missing. */
  readonly directory: string;
}

/**
 * Opens (or creates) the embedded store of one agency. Several processes may have it open at once.
 * Rejects with {@link StoreOpenError}, whose message says what to do.
 */
export async function openEmbeddedStore({ directory }: EmbeddedStoreOptions): Promise<DocumentStore> {
  prepareDirectory(directory);
  const engine = openEngine(directory);
  return {
    engine: "embedded",
    collection: <T extends Document>(name: string): DocumentCollection<T> =>
      new EmbeddedCollection<T>(name, engine),
    ping: async () => engine.requireOpen(),
    close: () => engine.close(),
  };
}

function openEngine(directory: string): EmbeddedEngine {
  const path = join(directory, FILE);
  checkStoreFile(path);
  let root: RootDatabase;
  try {
    root = open({
      path,
      maxDbs: MAX_DATABASES,
      maxReaders: MAX_READERS,
      encoding: "binary",
      // Each commit is on disk before it is acknowledged: LMDB's own default, which lmdb-js relaxes.
      overlappingSync: false,
    });
  } catch {
    throw unreadable("cannot be opened");
  }
  try {
    return new EmbeddedEngine(root);
  } catch (error) {
    void root.close();
    throw error instanceof StoreOpenError ? error : unreadable("cannot be opened");
  }
}

function prepareDirectory(directory: string): void {
  try {
    // Personal data: for this user only.
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EEXIST" || code === "ENOTDIR") throw notADirectory();
    throw new StoreOpenError(
      "STORE_DIRECTORY_NOT_CREATED",
      `The data directory could not be created (${code}). Create it, or set a directory this user may create.`,
    );
  }
  if (!statSync(directory).isDirectory()) throw notADirectory();
  try {
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new StoreOpenError(
      "STORE_DIRECTORY_NOT_WRITABLE",
      "The data directory is not readable and writable by this user. Change its owner or permissions, or set another directory.",
    );
  }
}

function notADirectory(): StoreOpenError {
  return new StoreOpenError(
    "STORE_DIRECTORY_NOT_A_DIRECTORY",
    "The data directory names a file. Set a path that is a directory, or that does not exist yet.",
  );
}
