/**
 * Measures the embedded store with the size of the sample data: 400,000 service records with five indexes and
 * 60,000 other documents. Run: `node --import tsx subgraphs/kit/store/embedded/bench.ts [records]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Document } from "mongodb";
import type { DocumentCollection, DocumentStore } from "../DocumentStore.ts";
import { firstPerKey } from "../firstPerKey.ts";
import { openEmbeddedStore } from "./openEmbeddedStore.ts";

interface ServiceRecord extends Document {
  _id: string;
}

const RECORDS = Number(process.argv[2] ?? 400_000);
const OTHERS = Math.round(RECORDS * 0.15);
const BATCH = 5_000;
const VOLUNTEERS = 30_000;

/** Deterministic numbers in [0, 1): a run measures the same data every time (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function serviceRecord(i: number, random: () => number): ServiceRecord {
  const day = new Date(Date.UTC(2015, 0, 1) + Math.floor(random() * 3_600) * 86_400_000);
  return {
    _id: `sr-${String(i).padStart(8, "0")}`,
    volunteerId: `vol-${Math.floor(random() * VOLUNTEERS)}`,
    organisationId: `org-${Math.floor(random() * 400)}`,
    venueId: `venue-${Math.floor(random() * 700)}`,
    activityId: `act-${Math.floor(random() * 9_000)}`,
    districtCode: `1101${String(Math.floor(random() * 19)).padStart(2, "0")}`,
    startedAt: day,
    month: day.toISOString().slice(0, 7),
    hours: Math.round(random() * 16) / 2,
    role: random() < 0.2 ? "领队" : "队员",
    tags: random() < 0.3 ? ["导医", "陪诊"] : ["助老"],
  };
}

const recordsPerBatch = (from: number, random: () => number, count: number) =>
  Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => serviceRecord(from + i, random));

async function load(store: DocumentStore): Promise<void> {
  const records = store.collection<ServiceRecord>("serviceRecords");
  await records.createIndex({ volunteerId: 1, startedAt: -1, _id: 1 });
  await records.createIndex({ organisationId: 1, startedAt: -1 });
  await records.createIndex({ venueId: 1, month: 1 });
  await records.createIndex({ districtCode: 1, month: 1 });
  await records.createIndex({ activityId: 1 });
  const others = store.collection<ServiceRecord>("volunteers");
  await others.createIndex({ districtCode: 1, startedAt: -1 });
  await others.createIndex({ tags: 1 });
  await others.createIndex({ organisationId: 1 });
  const random = seededRandom(1);
  let inserting = 0;
  for (const [collection, count] of [[records, RECORDS] as const, [others, OTHERS] as const]) {
    for (let i = 0; i < count; i += BATCH) {
      const batch = recordsPerBatch(i, random, count);
      const started = performance.now();
      await collection.insertMany(batch);
      inserting += performance.now() - started;
    }
  }
  const merging = performance.now();
  for (const collection of [records, others]) await collection.findOne({ districtCode: "110101" });
  report("merge of index entries, at the first read", seconds(performance.now() - merging));
  report(
    "insertMany alone",
    `${seconds(inserting)} (${Math.round((RECORDS + OTHERS) / (inserting / 1_000))} documents/s)`,
  );
}

async function measureReads(records: DocumentCollection<ServiceRecord>): Promise<void> {
  const random = seededRandom(2);
  const id = () => `sr-${String(Math.floor(random() * RECORDS)).padStart(8, "0")}`;
  const parents = () => Array.from({ length: 50 }, () => `vol-${Math.floor(random() * VOLUNTEERS)}`);
  const sort = { startedAt: -1, _id: 1 } as const;
  await median("100 ids", 200, () =>
    records.find({ _id: { $in: Array.from({ length: 100 }, id) } }).toArray(),
  );
  await median("keyset page of 20 (index, middle of a list)", 200, async () => {
    const after = new Date(Date.UTC(2018, 5, 1));
    const organisationId = `org-${Math.floor(random() * 400)}`;
    const next = { $or: [{ startedAt: { $lt: after } }, { startedAt: after, _id: { $gt: id() } }] };
    await records.find({ organisationId, ...next }, { sort, limit: 20 }).toArray();
  });
  await median("first 5 children of 50 parents, one call", 50, () =>
    firstPerKey(records, { keyField: "volunteerId", keys: parents(), sort, limit: 5 }),
  );
  await median("count of one district (index entries)", 20, () =>
    records.countDocuments({ districtCode: "110105" }),
  );
  await median("count per district (index only)", 10, () =>
    records.aggregate([{ $group: { _id: "$districtCode", n: { $sum: 1 } } }]).toArray(),
  );
  await median("sum of hours of one organisation", 20, () =>
    records
      .aggregate([
        { $match: { organisationId: `org-${Math.floor(random() * 400)}` } },
        { $group: { _id: "$month", hours: { $sum: "$hours" } } },
      ])
      .toArray(),
  );
  await median("sum of hours per district, whole collection", 1, () =>
    records.aggregate([{ $group: { _id: "$districtCode", hours: { $sum: "$hours" } } }]).toArray(),
  );
}

async function measureWrites(records: DocumentCollection<ServiceRecord>): Promise<void> {
  const WRITERS = 64;
  const EACH = 100;
  const random = seededRandom(3);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let i = 0; i < EACH; i++) {
        const _id = `sr-${String(Math.floor(random() * RECORDS)).padStart(8, "0")}`;
        await records.updateOne({ _id }, { $inc: { hours: 0.5 }, $set: { startedAt: new Date(i) } });
      }
    }),
  );
  const elapsed = performance.now() - started;
  report("durable updates, 64 writers", `${Math.round((WRITERS * EACH) / (elapsed / 1_000))}/s`);
}

async function median(name: string, runs: number, run: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  report(name, `${(times[Math.floor(runs / 2)] as number).toFixed(2)} ms (median of ${runs})`);
}

function report(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(48)} ${value}\n`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}

const directory = await mkdtemp(join(tmpdir(), "store-bench-"));
try {
  const loading = performance.now();
  const first = await openEmbeddedStore({ directory });
  await load(first);
  await first.close();
  report(`load ${RECORDS} + ${OTHERS} documents, generated`, seconds(performance.now() - loading));
  const opening = performance.now();
  const store = await openEmbeddedStore({ directory });
  const records = store.collection<ServiceRecord>("serviceRecords");
  await records.findOne({ _id: "sr-00000001" });
  report("open and read one document", `${(performance.now() - opening).toFixed(1)} ms`);
  await measureReads(records);
  await measureWrites(records);
  report("resident memory", `${Math.round(process.memoryUsage().rss / 1_048_576)} MB`);
  await store.close();
} finally {
  await rm(directory, { recursive: true, force: true });
}
