/** Writing documents: inserts, updates, upserts, deletes, bulk writes and unique keys, the same on each engine. */
import type { Document, UpdateFilter } from "mongodb";
import { describe, expect, it } from "vitest";
import { isDuplicateKey } from "../DocumentStore.ts";
import { engines, type Feature, needs } from "./engines.ts";

interface Account extends Document {
  _id: string;
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe.each(await engines())("writing to $name", (engine) => {
  const UPDATES: { what: string; before: Document; update: Document; after: Document; needs?: Feature }[] = [
    {
      what: "$set",
      before: { n: 1 },
      update: { $set: { n: 2, "deep.er": [1] } },
      after: { n: 2, deep: { er: [1] } },
    },
    {
      what: "$set inside an array",
      before: { a: [{ b: 1 }, { b: 2 }] },
      update: { $set: { "a.1.b": 9 } },
      after: { a: [{ b: 1 }, { b: 9 }] },
    },
    {
      what: "$unset",
      before: { n: 1, d: { e: 1, f: 2 } },
      update: { $unset: { n: "", "d.e": "", none: "" } },
      after: { d: { f: 2 } },
    },
    {
      what: "$inc",
      before: { n: 1 },
      update: { $inc: { n: 2.5, fresh: -1, "d.e": 3 } },
      after: { n: 3.5, fresh: -1, d: { e: 3 } },
    },
    {
      what: "$min and $max",
      before: { lo: 5, hi: 5, same: 5 },
      update: { $min: { lo: 3, same: 9, newLo: 1 }, $max: { hi: 7 } },
      after: { lo: 3, hi: 7, same: 5, newLo: 1 },
    },
    {
      what: "$push",
      before: { a: [1] },
      update: { $push: { a: 2, fresh: { x: 1 } } },
      after: { a: [1, 2], fresh: [{ x: 1 }] },
    },
    {
      what: "$push of several",
      before: { a: [1] },
      update: { $push: { a: { $each: [2, 3] } } },
      after: { a: [1, 2, 3] },
    },
    {
      what: "$addToSet",
      before: { a: ["x"] },
      update: { $addToSet: { a: "x", b: "y" } },
      after: { a: ["x"], b: ["y"] },
    },
    {
      what: "$addToSet of several",
      before: { a: ["x"] },
      update: { $addToSet: { a: { $each: ["x", "z"] } } },
      after: { a: ["x", "z"] },
    },
    { what: "$pull of a value", before: { a: [1, 2, 1] }, update: { $pull: { a: 1 } }, after: { a: [2] } },
    {
      what: "$pull by condition",
      needs: "pullByCondition",
      before: { a: [1, 5, 9] },
      update: { $pull: { a: { $gte: 5 } } },
      after: { a: [1] },
    },
    {
      what: "several operators",
      before: { n: 1, a: [] },
      update: { $set: { s: "x" }, $inc: { n: 1 }, $push: { a: 1 } },
      after: { n: 2, a: [1], s: "x" },
    },
  ];

  it.for(UPDATES)("updates with $what", async ({ before, update, after, needs: feature }, { skip }) => {
    if (feature) needs(engine, feature, skip);
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.insertOne({ _id: "one", ...before });

    const result = await accounts.updateOne({ _id: "one" }, update as UpdateFilter<Account>);

    expect(await accounts.findOne({ _id: "one" })).toEqual({ _id: "one", ...after });
    expect(result).toMatchObject({ acknowledged: true, matchedCount: 1, upsertedCount: 0 });
  });

  it("says how many documents an update matched and how many it changed", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.insertMany([
      { _id: "a", n: 1 },
      { _id: "b", n: 2 },
      { _id: "c", n: 2 },
    ]);

    expect(await accounts.updateMany({ n: { $gte: 1 } }, { $set: { n: 2 } })).toMatchObject({
      matchedCount: 3,
      modifiedCount: 1,
    });
    expect(await accounts.updateOne({ n: 7 }, { $set: { n: 2 } })).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
    });
    expect(await accounts.updateOne({ n: 2 }, { $inc: { n: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    });
    expect(await accounts.countDocuments({ n: 2 })).toBe(2);
  });

  it("rejects an update that does not fit the document, and leaves the document alone", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.insertOne({ _id: "one", text: "x", n: 1 });

    for (const update of [{ $inc: { text: 1 } }, { $push: { n: 1 } }, { $set: { "n.deep": 1 } }]) {
      expect(
        await failure(accounts.updateOne({ _id: "one" }, update as UpdateFilter<Account>)),
      ).toBeInstanceOf(Error);
    }

    expect(await accounts.findOne({ _id: "one" })).toEqual({ _id: "one", text: "x", n: 1 });
  });

  it("upserts a document made of the filter's equalities, the update and $setOnInsert", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    const upsert = () =>
      accounts.updateOne(
        { _id: "one", kind: "points", n: { $gte: 0 } },
        { $inc: { n: 5 }, $setOnInsert: { opened: new Date(0) } },
        { upsert: true },
      );

    const first = await upsert();
    const second = await upsert();

    expect(first).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: "one" });
    expect(second).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
    expect(await accounts.findOne({ _id: "one" })).toEqual({
      _id: "one",
      kind: "points",
      n: 10,
      opened: new Date(0),
    });
  });

  it("returns the document before or after findOneAndUpdate", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.insertMany([
      { _id: "a", n: 1 },
      { _id: "b", n: 2 },
    ]);

    expect(
      await accounts.findOneAndUpdate(
        { n: { $gt: 0 } },
        { $inc: { n: 10 } },
        { sort: { n: -1 }, returnDocument: "before" },
      ),
    ).toEqual({ _id: "b", n: 2 });
    expect(
      await accounts.findOneAndUpdate({ _id: "b" }, { $inc: { n: 1 } }, { returnDocument: "after" }),
    ).toEqual({ _id: "b", n: 13 });
    expect(
      await accounts.findOneAndUpdate({ _id: "x" }, { $inc: { n: 1 } }, { returnDocument: "after" }),
    ).toBeNull();
    expect(
      await accounts.findOneAndUpdate(
        { _id: "x" },
        { $inc: { n: 1 } },
        { upsert: true, returnDocument: "after" },
      ),
    ).toEqual({ _id: "x", n: 1 });
    expect(
      await accounts.findOneAndUpdate(
        { _id: "y" },
        { $inc: { n: 1 } },
        { upsert: true, returnDocument: "before" },
      ),
    ).toBeNull();
  });

  it("refuses a taken _id with a duplicate-key error", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.insertOne({ _id: "one" });

    const error = await failure(accounts.insertOne({ _id: "one" }));

    expect(isDuplicateKey(error)).toBe(true);
  });

  it("keeps what insertMany wrote before a duplicate, and nothing after it", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.createIndex({ n: 1 });
    await accounts.insertOne({ _id: "b", n: 0 });

    const error = await failure(
      accounts.insertMany([
        { _id: "a", n: 1 },
        { _id: "b", n: 1 },
        { _id: "c", n: 1 },
      ]),
    );

    expect(isDuplicateKey(error)).toBe(true);
    expect((await accounts.find({ n: 1 }).toArray()).map(({ _id }) => _id)).toEqual(["a"]);
  });

  it("keeps a unique index unique through inserts, updates and upserts", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.createIndex({ owner: 1, kind: 1 }, { unique: true });
    await accounts.insertMany([
      { _id: "a", owner: "x", kind: 1 },
      { _id: "b", owner: "x", kind: 2 },
    ]);

    expect(isDuplicateKey(await failure(accounts.insertOne({ _id: "c", owner: "x", kind: 1 })))).toBe(true);
    expect(
      isDuplicateKey(
        await failure(accounts.updateOne({ _id: "z" }, { $set: { owner: "x", kind: 2 } }, { upsert: true })),
      ),
    ).toBe(true);
    await accounts.updateOne({ _id: "a" }, { $set: { kind: 3 } });
    await accounts.updateOne({ _id: "b" }, { $set: { kind: 1 } });

    expect(await accounts.countDocuments()).toBe(2);
    expect(await accounts.findOne({ owner: "x", kind: 1 })).toMatchObject({ _id: "b" });
  });

  it("reports an update that breaks a unique index as a duplicate key", async ({ skip }) => {
    needs(engine, "duplicateKeyOnUpdate", skip);
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.createIndex({ owner: 1 }, { unique: true });
    await accounts.insertMany([
      { _id: "a", owner: "x" },
      { _id: "b", owner: "y" },
    ]);

    const error = await failure(accounts.updateOne({ _id: "b" }, { $set: { owner: "x", n: 1 } }));

    expect(isDuplicateKey(error)).toBe(true);
    expect(await accounts.findOne({ _id: "b" })).toEqual({ _id: "b", owner: "y" });
  });

  it("creates an index over documents that exist, again and again without harm", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.insertMany([
      { _id: "a", tags: ["x", "y"] },
      { _id: "b", tags: ["y"] },
    ]);

    expect(await accounts.createIndex({ tags: 1 })).toBe("tags_1");
    expect(await accounts.createIndex({ tags: 1 })).toBe("tags_1");
    expect(
      await accounts.createIndex(
        [
          ["n", -1],
          ["_id", 1],
        ] as never,
        { name: "byN" },
      ),
    ).toBe("byN");

    expect(await accounts.countDocuments({ tags: "y" })).toBe(2);
  });

  it("deletes one or many", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.createIndex({ n: 1 });
    await accounts.insertMany([1, 1, 2, 3].map((n, i) => ({ _id: `i${i}`, n })));

    expect(await accounts.deleteOne({ n: 1 })).toMatchObject({ deletedCount: 1 });
    expect(await accounts.deleteMany({ n: { $lte: 2 } })).toMatchObject({ deletedCount: 2 });
    expect(await accounts.deleteOne({ n: 1 })).toMatchObject({ deletedCount: 0 });
    expect(await accounts.find({}).toArray()).toEqual([{ _id: "i3", n: 3 }]);
  });

  it("writes in bulk, in order", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.createIndex({ n: 1 });

    const result = await accounts.bulkWrite([
      { insertOne: { document: { _id: "a", n: 1 } } },
      { insertOne: { document: { _id: "b", n: 1 } } },
      { updateMany: { filter: { n: 1 }, update: { $inc: { n: 1 } } } },
      { updateOne: { filter: { _id: "c" }, update: { $set: { n: 9 } }, upsert: true } },
      { replaceOne: { filter: { _id: "a" }, replacement: { text: "new" } } },
      { deleteOne: { filter: { n: 2 } } },
    ]);

    expect(result).toMatchObject({
      insertedCount: 2,
      matchedCount: 3,
      modifiedCount: 3,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await accounts.find({}, { sort: { _id: 1 } }).toArray()).toEqual([
      { _id: "a", text: "new" },
      { _id: "c", n: 9 },
    ]);
    expect(await accounts.countDocuments({ n: { $gte: 0 } })).toBe(1);
  });

  it("returns values as they were: dates as dates, numbers as numbers, undefined as absent", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    const document = {
      _id: "one",
      date: new Date("2024-02-29T12:34:56.789Z"),
      integer: 42,
      big: 2 ** 40,
      fraction: 0.1,
      negative: -7,
      yes: true,
      none: null,
      list: [1, "two", null, { three: 3 }],
      text: "社工\0𠮷",
      nothing: undefined,
    };

    await accounts.insertOne(document);

    const { nothing: _, ...rest } = document;
    expect(await accounts.findOne({ _id: "one" })).toStrictEqual(rest);
  });
});
