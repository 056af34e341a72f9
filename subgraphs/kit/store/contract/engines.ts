import { MongoClient } from "mongodb";
import { openEmbeddedTestStore, openMongoTestStore, type TestStore } from "../testStore.ts";

/** What a server may lack of the subset; the cases that need it are skipped by name on that server. */
export type Feature = keyof typeof FERRETDB_LACKS;

/** FerretDB 1.24 (SQLite), as observed. */
const FERRETDB_LACKS = {
  $unionWith: "no $unionWith",
  accumulators: "no accumulators besides $sum and $count, no expressions",
  unwindOptions: "$unwind takes a path only",
  elemMatchOnDocuments: "$elemMatch takes operators only, not the fields of documents",
  pullByCondition: "$pull by condition changes nothing",
  duplicateKeyOnUpdate: "an update that breaks a unique index fails with code 1, not 11000",
  atomicUpdates: "concurrent updates of one document lose writes",
} as const;

export interface Engine {
  readonly name: string;
  open(): Promise<TestStore>;
  /** Why the engine cannot run a case that needs `feature`; `undefined` when it can. */
  lacks(feature: Feature): string | undefined;
}

/** The embedded engine always; the server of `TEST_MONGODB_URL` over the wire when it is set. */
export async function engines(): Promise<Engine[]> {
  const embedded: Engine = {
    name: "embedded",
    open: () => openEmbeddedTestStore("contract"),
    lacks: () => undefined,
  };
  const url = process.env.TEST_MONGODB_URL;
  if (!url) return [embedded];
  const ferretDb = await isFerretDb(url);
  return [
    embedded,
    {
      name: ferretDb ? "FerretDB" : "MongoDB",
      open: () => openMongoTestStore(url, "contract"),
      lacks: (feature) => (ferretDb ? `FerretDB: ${FERRETDB_LACKS[feature]}` : undefined),
    },
  ];
}

async function isFerretDb(url: string): Promise<boolean> {
  const client = new MongoClient(url);
  try {
    const info = await client.db("admin").command({ buildInfo: 1 });
    return "ferretdbVersion" in info || "ferretdb" in info;
  } finally {
    await client.close();
  }
}

/** Skips the running case, with the reason, on an engine without `feature`. */
export function needs(engine: Engine, feature: Feature, skip: (reason: string) => void): void {
  const reason = engine.lacks(feature);
  if (reason) skip(reason);
}
