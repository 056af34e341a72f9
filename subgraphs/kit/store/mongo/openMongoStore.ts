import { type Document, MongoClient, MongoServerError } from "mongodb";
import type { DocumentCollection, DocumentStore } from "../DocumentStore.ts";
import { StoreOpenError } from "../StoreOpenError.ts";

export interface MongoStoreOptions {
  /** `mongodb://…` or `mongodb+srv://…`; options such as `retryWrites=false` belong in it. */
  readonly url: string;
  readonly database: string;
  /** How long to look for a server before giving up, in milliseconds. */
  readonly serverSelectionTimeoutMS?: number;
}

const DEFAULT_TIMEOUT = 3_000;
/** Server error codes: Unauthorized, AuthenticationFailed. */
const NOT_ALLOWED = new Set([13, 18]);

/**
 * Connects to MongoDB or a server that speaks its protocol. Writes are acknowledged by a majority.
 * Rejects with {@link StoreOpenError}; the message never repeats the URL, which may hold a password.
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<DocumentStore> {
  const timeout = options.serverSelectionTimeoutMS ?? DEFAULT_TIMEOUT;
  const client = createClient(options.url, timeout);
  const database = client.db(options.database);
  const ping = async () => {
    await database.command({ ping: 1 }, { timeoutMS: timeout });
  };
  try {
    await client.connect();
    await ping();
  } catch (error) {
    await client.close().catch(() => undefined);
    throw openError(error, timeout);
  }
  return {
    engine: "mongodb",
    collection: <T extends Document>(name: string): DocumentCollection<T> => database.collection<T>(name),
    ping,
    close: () => client.close(),
  };
}

function createClient(url: string, timeout: number): MongoClient {
  try {
    return new MongoClient(url, {
      serverSelectionTimeoutMS: timeout,
      connectTimeoutMS: timeout,
      writeConcern: { w: "majority" },
      // As the embedded engine: a field that is undefined is a field that is absent.
      ignoreUndefined: true,
    });
  } catch {
    throw new StoreOpenError(
      "STORE_URL_INVALID",
      "The MongoDB URL is not valid. Expected mongodb://host:port/ or mongodb+srv://host/, with user name and password percent-encoded.",
    );
  }
}

function openError(error: unknown, timeout: number): StoreOpenError {
  if (error instanceof MongoServerError && NOT_ALLOWED.has(Number(error.code))) {
    return new StoreOpenError(
      "STORE_UNAUTHORIZED",
      "MongoDB refused the user name or password. Check the credentials and authSource in the MongoDB URL.",
    );
  }
  return new StoreOpenError(
    "STORE_UNREACHABLE",
    `No MongoDB server answered within ${timeout} ms. Check that it runs, and the host, port and replica set in the MongoDB URL.`,
  );
}
