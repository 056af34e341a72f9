import type { DocumentStore } from "./DocumentStore.ts";
import { openEmbeddedStore } from "./embedded/openEmbeddedStore.ts";
import { openMongoStore } from "./mongo/openMongoStore.ts";

export interface StoreOptions {
  /** When set, the agency's data is in MongoDB … */
  readonly mongodbUrl?: string | undefined;
  /** … otherwise in this directory, which belongs to this store alone. */
  readonly dataDirectory: string;
  /** MongoDB database name; the embedded store has one database per directory. */
  readonly database: string;
}

/** Opens an agency's store with the engine its configuration names. Rejects with `StoreOpenError`. */
export async function openStore(options: StoreOptions): Promise<DocumentStore> {
  return options.mongodbUrl
    ? openMongoStore({ url: options.mongodbUrl, database: options.database })
    : openEmbeddedStore({ directory: options.dataDirectory });
}
