/**
 * An index may change how fast an answer comes, never the answer: random documents and queries over two copies of a
 * collection, one with indexes and one without, before and after random changes.
 */
import fc from "fast-check";
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import type { DocumentCollection, DocumentStore } from "../DocumentStore.ts";
import { openEmbeddedTestStore } from "../testStore.ts";

type Documents = DocumentCollection<Document & { _id: string }>;

const scalar = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom("", "a", "ab", "b", "𠮷", "（", "a\0b", 0.5, null, true, false),
  fc.integer({ min: 0, max: 3 }).map((day) => new Date(day * 86_400_000)),
);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const document = fc.record({
  a: scalar,
  b: value,
  c: fc.option(
    fc.oneof(fc.record({ d: value }), fc.array(fc.record({ d: scalar, e: scalar }), { maxLength: 3 })),
    { nil: undefined },
  ),
  n: fc.integer({ min: 0, max: 4 }),
});

const path = fc.constantFrom("a", "b", "c.d", "c.e", "n");
const condition = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $gt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.constantFrom(
    { $regex: "^a" },
    { $regex: "^ab?" },
    { $regex: "^a|b" },
    { $not: { $gte: 1 } },
    { $size: 1 },
  ),
);
const fields = fc.dictionary(path, condition, { maxKeys: 3 });
const filter = fc.oneof(
  { weight: 3, arbitrary: fields },
  fc.tuple(fields, fields).map(([x, y]) => ({ $and: [x, y] })),
  fc.tuple(fields, fields, fields).map(([x, y, z]) => ({ ...x, $or: [y, z] })),
  fc.record({
    c: fc.record({ $elemMatch: fc.dictionary(fc.constantFrom("d", "e"), condition, { minKeys: 1 }) }),
  }),
);
const sort = fc
  .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "n", "c.d"), fc.constantFrom(1, -1)), {
    maxLength: 2,
    selector: ([name]) => name,
  })
  .chain((keys) => fc.constantFrom(1, -1).map((id) => Object.fromEntries([...keys, ["_id", id]])));

const INDEXES: Document[] = [
  { a: 1 },
  { n: 1, a: -1 },
  { b: 1, n: -1 },
  { a: -1, b: 1, _id: 1 },
  { "c.d": 1 },
  { n: -1, "c.d": 1, _id: -1 },
  { "c.d": 1, "c.e": 1 },
];

async function copies(store: DocumentStore, documents: readonly Document[]): Promise<[Documents, Documents]> {
  const plain: Documents = store.collection("plain");
  const indexed: Documents = store.collection("indexed");
  await plain.deleteMany({});
  await indexed.deleteMany({});
  for (const index of INDEXES) await indexed.createIndex(index);
  const numbered = documents.map((one, i) => ({ ...one, _id: `i${i}` }));
  if (numbered.length > 0) for (const copy of [plain, indexed]) await copy.insertMany(numbered);
  return [plain, indexed];
}

describe("indexed and plain collections agree", () => {
  it("on filters, sorts, pages and counts", async () => {
    await using store = await openEmbeddedTestStore("agreement");
    const documents = fc.array(document, { maxLength: 25 });
    const queries = fc.array(fc.record({ filter, sort, skip: fc.nat(3), limit: fc.nat(5) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(documents, queries, async (stored, asked) => {
        const [plain, indexed] = await copies(store, stored);
        for (const { filter, ...options } of asked) {
          const expected = await plain.find(filter as never, options).toArray();
          expect(await indexed.find(filter as never, options).toArray()).toEqual(expected);
          expect(await indexed.countDocuments(filter as never)).toBe(
            await plain.countDocuments(filter as never),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("on counts by field, which an index may answer alone", async () => {
    await using store = await openEmbeddedTestStore("agreement");
    const by = (field: string) => ({ $group: { _id: `$${field}`, n: { $sum: 1 } } });
    const inOrder = (groups: Document[]) => groups.map((group) => JSON.stringify(group)).sort();
    const scalars = fc.array(fc.record({ a: scalar, n: fc.integer({ min: 0, max: 4 }), b: scalar }), {
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(scalars, fc.constantFrom("a", "n", "b"), fields, async (stored, field, match) => {
        const [plain, indexed] = await copies(store, stored);
        const pipeline = [{ $match: match }, by(field)];
        const expected = inOrder(await plain.aggregate(pipeline).toArray());
        expect(inOrder(await indexed.aggregate(pipeline).toArray())).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("after updates and deletes", async () => {
    await using store = await openEmbeddedTestStore("agreement");
    // Never arrays in both fields of one index: MongoDB refuses those, and so do we.
    const set = fc.oneof(
      fc.tuple(fc.constant("a"), scalar),
      fc.tuple(
        fc.constant("b"),
        value.filter((one) => one !== undefined),
      ),
    );
    const change = fc.oneof(
      set.map(([name, to]) => ({ $set: { [name]: to } })),
      fc.constantFrom("a", "b", "c").map((name) => ({ $unset: { [name]: "" } })),
      fc.constant({ $inc: { n: 1 } }),
    );
    const changes = fc.array(fc.record({ filter: fields, change, remove: fc.boolean() }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 15 }),
        changes,
        fields,
        async (stored, steps, asked) => {
          const [plain, indexed] = await copies(store, stored);
          for (const step of steps) {
            for (const copy of [plain, indexed]) {
              if (step.remove) await copy.deleteMany(step.filter as never);
              else await copy.updateMany(step.filter as never, step.change as never);
            }
          }
          const bySort = { sort: { n: 1, _id: 1 } } as const;
          expect(await indexed.find(asked as never, bySort).toArray()).toEqual(
            await plain.find(asked as never, bySort).toArray(),
          );
          expect(await indexed.find({}, bySort).toArray()).toEqual(await plain.find({}, bySort).toArray());
        },
      ),
      { numRuns: 40 },
    );
  });
});
