/** Pipelines over service records of three volunteers, with and without an index that answers them. */
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { withCallCount } from "../countCalls.ts";
import { countPerKey } from "../countPerKey.ts";
import type { DocumentStore } from "../DocumentStore.ts";
import { firstPerKey } from "../firstPerKey.ts";
import { engines, needs } from "./engines.ts";

interface Service extends Document {
  _id: string;
}

const SERVICES: Service[] = [
  { _id: "s1", volunteer: "v1", day: 1, hours: 2, tags: ["a"] },
  { _id: "s2", volunteer: "v1", day: 3, hours: 4, tags: ["a", "b"] },
  { _id: "s3", volunteer: "v1", day: 2, hours: 1, tags: [] },
  { _id: "s4", volunteer: "v2", day: 5, hours: 8, tags: ["b"] },
  { _id: "s5", volunteer: "v2", day: 4, hours: 3 },
  { _id: "s6", day: 6, hours: 5, tags: null },
  { _id: "s7", volunteer: null, day: 7 },
];

async function services(store: DocumentStore, indexed: boolean) {
  const collection = store.collection<Service>("services");
  if (indexed) await collection.createIndex({ volunteer: 1, day: -1, _id: 1 });
  await collection.insertMany(SERVICES);
  return collection;
}

const byId = (a: Document, b: Document) => (String(a._id) < String(b._id) ? -1 : 1);

describe.each(await engines())("pipelines on $name", (engine) => {
  describe.each([{ indexed: false }, { indexed: true }])("indexed: $indexed", ({ indexed }) => {
    it("counts by field, missing and null together", async () => {
      await using store = await engine.open();
      const records = await services(store, indexed);

      const counts = await records.aggregate([{ $group: { _id: "$volunteer", n: { $sum: 1 } } }]).toArray();

      expect(counts.sort(byId)).toEqual([
        { _id: null, n: 2 },
        { _id: "v1", n: 3 },
        { _id: "v2", n: 2 },
      ]);
    });

    it("counts by field within a filter", async () => {
      await using store = await engine.open();
      const records = await services(store, indexed);

      const counts = await records
        .aggregate([
          { $match: { volunteer: { $in: ["v1", "v9"] } } },
          { $group: { _id: "$volunteer", n: { $sum: 1 } } },
        ])
        .toArray();

      expect(counts).toEqual([{ _id: "v1", n: 3 }]);
    });

    it("matches, sorts, skips and limits", async () => {
      await using store = await engine.open();
      const records = await services(store, indexed);

      const page = await records
        .aggregate([
          { $match: { volunteer: "v1" } },
          { $sort: { day: -1 } },
          { $skip: 1 },
          { $limit: 1 },
          { $project: { day: 1 } },
        ])
        .toArray();

      expect(page).toEqual([{ _id: "s3", day: 2 }]);
    });

    it("sums per group and sorts the groups", async () => {
      await using store = await engine.open();
      const records = await services(store, indexed);

      const sums = await records
        .aggregate([
          { $match: { volunteer: { $ne: null } } },
          { $group: { _id: "$volunteer", hours: { $sum: "$hours" } } },
          { $sort: { hours: -1 } },
        ])
        .toArray();

      expect(sums).toEqual([
        { _id: "v2", hours: 11 },
        { _id: "v1", hours: 7 },
      ]);
    });

    it("gives the first documents per key in one call", async ({ skip }) => {
      needs(engine, "$unionWith", skip);
      await using store = withCallCount(await engine.open());
      const records = await services(store, indexed);
      store.calls.reset();

      const children = await firstPerKey(records, {
        keyField: "volunteer",
        keys: ["v2", "v1", "v3", "v1"],
        sort: { day: -1, _id: 1 },
        limit: 2,
      });

      expect([...children].map(([key, list]) => [key, list.map(({ _id }) => _id)])).toEqual([
        ["v2", ["s4", "s5"]],
        ["v1", ["s2", "s3"]],
        ["v3", []],
      ]);
      expect([...store.calls.byMethod]).toEqual([["services.aggregate", 1]]);
    });

    it("counts per key in one call", async () => {
      await using store = withCallCount(await engine.open());
      const records = await services(store, indexed);
      store.calls.reset();

      const counts = await countPerKey(records, "volunteer", ["v1", "v2", "v3"]);
      const late = await countPerKey(records, "volunteer", ["v1", "v2"], { day: { $gte: 3 } });

      expect(Object.fromEntries(counts)).toEqual({ v1: 3, v2: 2, v3: 0 });
      expect(Object.fromEntries(late)).toEqual({ v1: 1, v2: 2 });
      expect(store.calls.total).toBe(2);
    });
  });

  it("unwinds arrays, dropping what has none", async () => {
    await using store = await engine.open();
    const records = await services(store, false);

    const unwound = await records
      .aggregate([{ $unwind: "$tags" }, { $group: { _id: "$tags", n: { $sum: 1 } } }])
      .toArray();

    expect(unwound.sort(byId)).toEqual([
      { _id: "a", n: 2 },
      { _id: "b", n: 2 },
    ]);
  });

  it("unwinds arrays, keeping what has none", async ({ skip }) => {
    needs(engine, "unwindOptions", skip);
    await using store = await engine.open();
    const records = await services(store, false);

    const kept = await records
      .aggregate([{ $unwind: { path: "$tags", preserveNullAndEmptyArrays: true } }, { $count: "n" }])
      .toArray();

    expect(kept).toEqual([{ n: 8 }]);
  });

  it("counts nothing as no document", async () => {
    await using store = await engine.open();
    const records = await services(store, false);

    expect(await records.aggregate([{ $match: { day: 99 } }, { $count: "n" }]).toArray()).toEqual([]);
    expect(await records.aggregate([{ $match: { day: { $lt: 3 } } }, { $count: "n" }]).toArray()).toEqual([
      { n: 2 },
    ]);
  });

  it("takes first and last of sorted groups", async ({ skip }) => {
    needs(engine, "accumulators", skip);
    await using store = await engine.open();
    const records = await services(store, false);

    const ends = await records
      .aggregate([
        { $match: { volunteer: { $in: ["v1", "v2"] } } },
        { $sort: { day: 1 } },
        { $group: { _id: "$volunteer", from: { $first: "$day" }, to: { $last: "$day" } } },
        { $sort: { _id: 1 } },
      ])
      .toArray();

    expect(ends).toEqual([
      { _id: "v1", from: 1, to: 3 },
      { _id: "v2", from: 4, to: 5 },
    ]);
  });

  it("computes extremes, averages, sets and expressions", async ({ skip }) => {
    needs(engine, "accumulators", skip);
    await using store = await engine.open();
    const records = await services(store, false);

    const groups = await records
      .aggregate([
        { $match: { volunteer: { $in: ["v1", "v2"] } } },
        {
          $group: {
            _id: { who: "$volunteer" },
            least: { $min: "$hours" },
            most: { $max: "$hours" },
            mean: { $avg: "$hours" },
            long: { $sum: { $cond: [{ $gte: ["$hours", 3] }, 1, 0] } },
            days: { $push: "$day" },
          },
        },
        {
          $project: {
            who: "$_id.who",
            _id: 0,
            least: 1,
            most: 1,
            mean: 1,
            long: 1,
            span: { $subtract: ["$most", "$least"] },
          },
        },
        { $sort: { who: 1 } },
      ])
      .toArray();

    expect(groups).toEqual([
      { who: "v1", least: 1, most: 4, mean: 7 / 3, long: 1, span: 3 },
      { who: "v2", least: 3, most: 8, mean: 5.5, long: 2, span: 5 },
    ]);
  });

  it("joins the results of another collection", async ({ skip }) => {
    needs(engine, "$unionWith", skip);
    await using store = await engine.open();
    const records = await services(store, true);
    await store.collection<Service>("archive").insertOne({ _id: "old", volunteer: "v1", day: 0 });

    const both = await records
      .aggregate([
        { $match: { volunteer: "v1", day: { $lte: 2 } } },
        { $unionWith: { coll: "archive", pipeline: [{ $match: { volunteer: "v1" } }] } },
        { $sort: { day: 1 } },
        { $project: { day: 1 } },
      ])
      .toArray();

    expect(both).toEqual([
      { _id: "old", day: 0 },
      { _id: "s1", day: 1 },
      { _id: "s3", day: 2 },
    ]);
  });
});
