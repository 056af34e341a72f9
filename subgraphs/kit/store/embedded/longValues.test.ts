/**
 * LMDB keys hold 1978 bytes. Longer values are cut in the index, which then only narrows: answers, order, counts and
 * uniqueness still follow the whole values.
 */
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { openEmbeddedTestStore } from "../testStore.ts";

interface Text extends Document {
  _id: string;
  text: string;
}

const LONG = "长".repeat(1_000);
const TEXTS: Text[] = ["c", "a", "b", ""].map((end, i) => ({ _id: `t${i}`, text: LONG + end, kind: 1 }));

describe.each([{ index: { text: 1 } }, { index: { text: -1 } }, { index: { kind: 1, text: -1 } }] as {
  index: Document;
}[])("values longer than a key, indexed by $index", ({ index }) => {
  it("are found, ordered and counted by their whole length", async () => {
    await using store = await openEmbeddedTestStore("long");
    const texts = store.collection<Text>("texts");
    await texts.createIndex(index);
    await texts.insertMany([...TEXTS, { _id: "short", text: "短", kind: 1 }]);
    const ids = async (filter: Document) =>
      (await texts.find(filter, { sort: { text: 1 } }).toArray()).map(({ _id }) => _id).join(" ");

    expect(await ids({ kind: 1, text: `${LONG}b` })).toBe("t2");
    expect(await ids({ kind: 1, text: { $gt: LONG } })).toBe("t1 t2 t0");
    expect(await ids({ kind: 1, text: { $gte: `${LONG}a`, $lt: `${LONG}c` } })).toBe("t1 t2");
    expect(await ids({ kind: 1, text: { $lte: LONG } })).toBe("short t3");
    expect(await ids({ kind: 1, text: { $in: ["短", `${LONG}c`] } })).toBe("short t0");
    expect(await ids({})).toBe("short t3 t1 t2 t0");
    expect(await texts.countDocuments({ kind: 1, text: `${LONG}a` })).toBe(1);
  });
});

it("a unique index compares whole values, in inserts and when it is built", async () => {
  await using store = await openEmbeddedTestStore("long");
  const texts = store.collection<Text>("texts");
  await texts.insertMany(TEXTS);

  await texts.createIndex({ text: 1 }, { unique: true });

  await texts.insertOne({ _id: "new", text: `${LONG}d` });
  await expect(texts.insertOne({ _id: "again", text: `${LONG}b` })).rejects.toMatchObject({ code: 11000 });
  await texts.updateOne({ _id: "t2" }, { $set: { text: `${LONG}e` } });
  await texts.insertOne({ _id: "again", text: `${LONG}b` });
  expect(await texts.countDocuments()).toBe(6);
});
