import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import type { DocumentStore } from "./DocumentStore.ts";
import { openEmbeddedStore } from "./embedded/openEmbeddedStore.ts";
import { openMongoStore } from "./mongo/openMongoStore.ts";

export type TestStore = DocumentStore & AsyncDisposable;

/**
 * An empty store for one test: `await using store = await openTestStore("volunteers")`.
 * In MongoDB (a database of its own) when `TEST_MONGODB_URL` is set, otherwise embedded in a temporary
 * directory; either is removed when the test's block ends.
 */
export async function openTestStore(name: string): Promise<TestStore> {
  const url = process.env.TEST_MONGODB_URL;
  return url ? openMongoTestStore(url, name) : openEmbeddedTestStore(name);
}

export async function openEmbeddedTestStore(name: string): Promise<TestStore> {
  const directory = await mkdtemp(join(tmpdir(), `store-${name}-`));
  return disposable(await openEmbeddedStore({ directory }), () =>
    rm(directory, { recursive: true, force: true }),
  );
}

export async function openMongoTestStore(url: string, name: string): Promise<TestStore> {
  const database = `test_${name}_${randomBytes(6).toString("hex")}`;
  const store = await openMongoStore({ url, database });
  return disposable(store, async () => {
    const client = new MongoClient(url);
    try {
      await client.db(database).dropDatabase();
    } finally {
      await client.close();
    }
  });
}

function disposable(store: DocumentStore, remove: () => Promise<void>): TestStore {
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store.close();
      await remove();
    },
  };
}
