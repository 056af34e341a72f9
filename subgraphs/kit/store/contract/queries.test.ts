/**
 * Reading documents. Five volunteers with a name, hours, tags, joining date and an address; every case asks
 * for some of them and must get the same on each engine, whether an index helps or not.
 */
import type { Filter, FindOptions } from "mongodb";
import { describe, expect, it } from "vitest";
import type { DocumentCollection } from "../DocumentStore.ts";
import { engines, type Feature, needs } from "./engines.ts";

interface Volunteer {
  _id: string;
  name?: string | null;
  hours?: number | string;
  tags?: string[];
  joined?: Date;
  active?: boolean;
  address?: { city: string; lines: { text: string; kind?: string }[] };
}

const VOLUNTEERS: Volunteer[] = [
  {
    _id: "a",
    name: "安",
    hours: 10,
    tags: ["elder", "clinic"],
    joined: new Date("2020-01-01"),
    active: true,
  },
  { _id: "b", name: "白", hours: 20, tags: ["clinic"], joined: new Date("2021-01-01"), active: false },
  { _id: "c", name: "陈", hours: 20, tags: [], joined: new Date("2022-01-01"), active: true },
  {
    _id: "d",
    name: null,
    hours: "20",
    address: { city: "北京", lines: [{ text: "一号" }, { text: "二号", kind: "x" }] },
  },
  { _id: "e", hours: 2.5, tags: ["elder"], address: { city: "长沙", lines: [{ text: "三号", kind: "y" }] } },
];

const INDEXES: { name: string; create: (volunteers: DocumentCollection<Volunteer>) => Promise<unknown> }[] = [
  { name: "without indexes", create: async () => undefined },
  {
    name: "with indexes",
    create: async (volunteers) => {
      await volunteers.createIndex({ hours: 1, joined: -1 });
      await volunteers.createIndex({ tags: 1 });
      await volunteers.createIndex({ name: -1 });
      await volunteers.createIndex({ joined: 1 });
      await volunteers.createIndex({ "address.lines.kind": 1 });
    },
  },
];

const CASES: { when: string; filter: Filter<Volunteer>; finds: string; needs?: Feature }[] = [
  { when: "everything", filter: {}, finds: "abcde" },
  { when: "an id", filter: { _id: "c" }, finds: "c" },
  { when: "some ids", filter: { _id: { $in: ["e", "a", "zz"] } }, finds: "ae" },
  { when: "equality", filter: { hours: 20 }, finds: "bc" },
  { when: "equality across types", filter: { hours: "20" }, finds: "d" },
  { when: "inequality", filter: { hours: { $ne: 20 } }, finds: "ade" },
  { when: "a number range, which holds no strings", filter: { hours: { $gte: 10 } }, finds: "abc" },
  { when: "a string range, which holds no numbers", filter: { hours: { $gte: "1" } }, finds: "d" },
  { when: "an open interval", filter: { hours: { $gt: 2.5, $lt: 20 } }, finds: "a" },
  {
    when: "a date range",
    filter: { joined: { $gte: new Date("2021-01-01"), $lt: new Date("2022-01-01") } },
    finds: "b",
  },
  { when: "a date range above all", filter: { joined: { $gt: new Date("2030-01-01") } }, finds: "" },
  { when: "a boolean", filter: { active: true }, finds: "ac" },
  { when: "null, which missing equals", filter: { name: null }, finds: "de" },
  { when: "not null", filter: { name: { $ne: null } }, finds: "abc" },
  { when: "existence", filter: { name: { $exists: true } }, finds: "abcd" },
  { when: "absence", filter: { joined: { $exists: false } }, finds: "de" },
  { when: "one of", filter: { hours: { $in: [10, 2.5, 99] } }, finds: "ae" },
  { when: "none of", filter: { hours: { $nin: [10, 20] } }, finds: "de" },
  { when: "an element of an array", filter: { tags: "elder" }, finds: "ae" },
  { when: "one of several elements", filter: { tags: { $in: ["elder", "clinic"] } }, finds: "abe" },
  { when: "all of several elements", filter: { tags: { $all: ["clinic", "elder"] } }, finds: "a" },
  { when: "a range met by different elements", filter: { tags: { $gt: "d", $lt: "d9" } }, finds: "a" },
  { when: "an array's size", filter: { tags: { $size: 0 } }, finds: "c" },
  { when: "a nested path", filter: { "address.city": "北京" }, finds: "d" },
  { when: "a path through an array", filter: { "address.lines.kind": "x" }, finds: "d" },
  {
    when: "one element that meets several conditions",
    filter: { "address.lines": { $elemMatch: { text: "二号", kind: "x" } } },
    finds: "d",
    needs: "elemMatchOnDocuments",
  },
  {
    when: "no element that meets both",
    filter: { "address.lines": { $elemMatch: { text: "一号", kind: "x" } } },
    finds: "",
    needs: "elemMatchOnDocuments",
  },
  { when: "either", filter: { $or: [{ hours: 10 }, { tags: "elder" }] }, finds: "ae" },
  { when: "both", filter: { $and: [{ hours: 20 }, { active: true }] }, finds: "c" },
  { when: "neither", filter: { $nor: [{ hours: 10 }, { active: true }] }, finds: "bde" },
  { when: "not in a range", filter: { hours: { $not: { $gte: 10 } } }, finds: "de" },
  { when: "a pattern", filter: { name: { $regex: "^[安白]" } }, finds: "ab" },
  { when: "a prefix", filter: { "address.city": /^长/ }, finds: "e" },
];

describe.each(await engines())("reading from $name", (engine) => {
  describe.each(INDEXES)("$name", ({ create }) => {
    it.for(CASES)("finds by $when", async ({ filter, finds, needs: feature }, { skip }) => {
      if (feature) needs(engine, feature, skip);
      await using store = await engine.open();
      const volunteers = store.collection<Volunteer>("volunteers");
      await create(volunteers);
      await volunteers.insertMany(VOLUNTEERS);

      const found = await volunteers.find(filter).toArray();

      expect(
        found
          .map(({ _id }) => _id)
          .sort()
          .join(""),
      ).toBe(finds);
      expect(await volunteers.countDocuments(filter)).toBe(finds.length);
      for (const one of found) expect(one).toEqual(VOLUNTEERS.find(({ _id }) => _id === one._id));
    });
  });

  const PAGES: { when: string; options: FindOptions; finds: string; filter?: Filter<Volunteer> }[] = [
    {
      when: "ascending, missing first, numbers before strings",
      options: { sort: { hours: 1, _id: 1 } },
      finds: "eabcd",
    },
    { when: "descending", options: { sort: { hours: -1, _id: -1 } }, finds: "dcbae" },
    { when: "by dates, null and missing first", options: { sort: { joined: 1, _id: 1 } }, finds: "deabc" },
    {
      when: "by an array's smallest element, empty first",
      options: { sort: { tags: 1, _id: 1 } },
      finds: "cdabe",
    },
    { when: "by an array's largest element", options: { sort: { tags: -1, _id: 1 } }, finds: "aebdc" },
    { when: "by id, backward", options: { sort: { _id: -1 }, limit: 2 }, finds: "ed" },
    { when: "first page", options: { sort: { joined: -1, _id: 1 }, limit: 2 }, finds: "cb" },
    { when: "second page", options: { sort: { joined: -1, _id: 1 }, skip: 2, limit: 2 }, finds: "ad" },
    {
      when: "the page after a cursor",
      filter: { $or: [{ hours: { $gt: 10 } }, { hours: 10, _id: { $gt: "a" } }] },
      options: { sort: { hours: 1, _id: 1 }, limit: 2 },
      finds: "bc",
    },
    {
      when: "several values in one order",
      filter: { hours: { $in: [10, 20] } },
      options: { sort: { joined: -1 }, limit: 3 },
      finds: "cba",
    },
  ];

  describe.each(INDEXES)("$name", ({ create }) => {
    it.each(PAGES)("sorts and pages $when", async ({ filter = {}, options, finds }) => {
      await using store = await engine.open();
      const volunteers = store.collection<Volunteer>("volunteers");
      await create(volunteers);
      await volunteers.insertMany(VOLUNTEERS);

      const found = await volunteers.find(filter, options).toArray();

      expect(found.map(({ _id }) => _id).join("")).toBe(finds);
    });
  });

  it("orders strings by character, not by UTF-16 unit", async () => {
    await using store = await engine.open();
    const names = store.collection<{ _id: string; name: string }>("names");
    await names.insertMany(["𠮷", "（", "安"].map((name, i) => ({ _id: `n${i}`, name })));

    const sorted = await names.find({}, { sort: { name: 1 } }).toArray();
    const beyond = await names.find({ name: { $gt: "（" } }).toArray();

    expect(sorted.map(({ name }) => name)).toEqual(["安", "（", "𠮷"]);
    expect(beyond.map(({ name }) => name)).toEqual(["𠮷"]);
  });

  it("keeps the fields a projection names, or all but those", async () => {
    await using store = await engine.open();
    const volunteers = store.collection<Volunteer>("volunteers");
    await volunteers.insertMany(VOLUNTEERS);

    const kept = await volunteers.findOne(
      { _id: "d" },
      { projection: { hours: 1, "address.lines.text": 1 } },
    );
    const bare = await volunteers.findOne({ _id: "a" }, { projection: { name: 1, _id: 0 } });
    const rest = await volunteers.findOne({ _id: "e" }, { projection: { tags: 0, "address.lines": 0 } });

    expect(kept).toEqual({ _id: "d", hours: "20", address: { lines: [{ text: "一号" }, { text: "二号" }] } });
    expect(bare).toEqual({ name: "安" });
    expect(rest).toEqual({ _id: "e", hours: 2.5, address: { city: "长沙" } });
  });

  it("reads one document, or null", async () => {
    await using store = await engine.open();
    const volunteers = store.collection<Volunteer>("volunteers");
    await volunteers.insertMany(VOLUNTEERS);

    expect(await volunteers.findOne({ hours: 20 }, { sort: { joined: -1 } })).toMatchObject({ _id: "c" });
    expect(await volunteers.findOne({ hours: 21 })).toBeNull();
  });

  it("hands out results one by one", async () => {
    await using store = await engine.open();
    const volunteers = store.collection<Volunteer>("volunteers");
    await volunteers.insertMany(VOLUNTEERS);
    const ids: string[] = [];

    for await (const { _id } of volunteers.find({}, { sort: { _id: 1 } })) {
      ids.push(_id);
      if (ids.length === 3) break;
    }

    expect(ids).toEqual(["a", "b", "c"]);
  });

  it.each([500, 5_000])("has no document with an id of %i characters, and says so", async (length) => {
    await using store = await engine.open();
    const volunteers = store.collection<Volunteer>("volunteers");
    await volunteers.insertMany(VOLUNTEERS);
    const long = "c".repeat(length);
    const ids = async (filter: Filter<Volunteer>) =>
      (await volunteers.find(filter, { sort: { _id: 1 } }).toArray()).map(({ _id }) => _id);

    expect(await volunteers.findOne({ _id: long })).toBeNull();
    expect(await ids({ _id: { $in: ["a", long] } })).toEqual(["a"]);
    expect(await ids({ _id: { $gt: long } })).toEqual(["d", "e"]);
    expect(await ids({ _id: { $lte: long } })).toEqual(["a", "b", "c"]);
    expect(await volunteers.countDocuments({ _id: { $gt: long } })).toBe(2);
    expect((await volunteers.updateOne({ _id: long }, { $set: { hours: 1 } })).matchedCount).toBe(0);
    expect((await volunteers.deleteOne({ _id: long })).deletedCount).toBe(0);
  });
});
