/**
 * Large inserts set their index entries aside and the first use of an index merges them: whatever is read or changed
 * after a bulk load must not notice.
 */
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import type { DocumentCollection } from "../DocumentStore.ts";
import { openEmbeddedTestStore, type TestStore } from "../testStore.ts";

interface Item extends Document {
  _id: string;
}

const BATCH = 1_200;

async function loaded(store: TestStore): Promise<DocumentCollection<Item>> {
  const items = store.collection<Item>("items");
  await items.createIndex({ group: 1, n: -1 });
  await items.createIndex({ tags: 1 });
  await items.createIndex({ code: 1 }, { unique: true });
  for (let from = 0; from < 3 * BATCH; from += BATCH) {
    await items.insertMany(
      Array.from({ length: BATCH }, (_, i) => ({
        _id: `i${from + i}`,
        code: `c${from + i}`,
        group: (from + i) % 5,
        n: from + i,
        tags: ["all", `t${i % 3}`],
      })),
    );
  }
  return items;
}

describe("after a bulk load", () => {
  it("indexes answer", async () => {
    await using store = await openEmbeddedTestStore("bulk");
    const items = await loaded(store);

    const page = await items.find({ group: 2 }, { sort: { n: -1 }, limit: 2 }).toArray();

    expect(page.map(({ n }) => n)).toEqual([3_597, 3_592]);
    expect(await items.countDocuments({ tags: "t1" })).toBe(BATCH);
    expect(
      await items
        .aggregate([{ $match: { group: { $lte: 1 } } }, { $group: { _id: "$group", n: { $sum: 1 } } }])
        .toArray(),
    ).toEqual([
      { _id: 0, n: 720 },
      { _id: 1, n: 720 },
    ]);
  });

  it("updates and deletes change the entries set aside, too", async () => {
    await using store = await openEmbeddedTestStore("bulk");
    const items = await loaded(store);

    await items.deleteOne({ _id: "i7" });
    await items.updateOne({ _id: "i2" }, { $set: { group: 9, n: 0 } });
    await items.insertOne({ _id: "late", code: "late", group: 9, n: 1 });

    expect((await items.find({ group: 9 }, { sort: { n: 1 } }).toArray()).map(({ _id }) => _id)).toEqual([
      "i2",
      "late",
    ]);
    expect(await items.countDocuments({ group: 2 })).toBe(718);
  });

  it("unique keys hold", async () => {
    await using store = await openEmbeddedTestStore("bulk");
    const items = await loaded(store);

    await expect(items.insertOne({ _id: "new", code: "c3000" })).rejects.toMatchObject({ code: 11000 });
  });

  it("a second load, and an index created in between, join the first", async () => {
    await using store = await openEmbeddedTestStore("bulk");
    const items = await loaded(store);
    expect(await items.countDocuments({ group: 0 })).toBe(720);

    await items.createIndex({ n: 1 });
    await items.insertMany(
      Array.from({ length: BATCH }, (_, i) => ({ _id: `j${i}`, code: `j${i}`, group: 0, n: -i })),
    );

    expect(await items.countDocuments({ group: 0 })).toBe(720 + BATCH);
    expect(await items.countDocuments({ n: { $lt: 0 } })).toBe(BATCH - 1);
  });

  it("a duplicate stops the load there and leaves the indexes true", async () => {
    await using store = await openEmbeddedTestStore("bulk");
    const items = await loaded(store);
    const more = Array.from({ length: BATCH }, (_, i) => ({
      _id: i === 600 ? "i0" : `k${i}`,
      code: `k${i}`,
      group: 7,
      n: i,
    }));

    await expect(items.insertMany(more)).rejects.toMatchObject({ code: 11000, insertedCount: 600 });

    expect(await items.countDocuments({ group: 7 })).toBe(600);
    expect(await items.find({ group: 7 }, { sort: { n: -1 }, limit: 1 }).toArray()).toMatchObject([
      { n: 599 },
    ]);
  });

  it("reads in progress keep their snapshot while others write", async () => {
    await using store = await openEmbeddedTestStore("bulk");
    const items = await loaded(store);
    const seen: number[] = [];

    for await (const { n } of items.find({ n: { $gte: 0 } }, { sort: { group: 1 } })) {
      if (seen.length % 500 === 0) await items.deleteMany({ n: { $gte: 3_000, $lt: 3_100 + seen.length } });
      seen.push(n as number);
    }

    expect(seen).toHaveLength(3 * BATCH);
  });
});
