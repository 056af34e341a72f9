/** The embedded engine never guesses: what is outside the shared subset is an error with a code, before anything runs. */
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import type { DocumentCollection } from "../DocumentStore.ts";
import { openEmbeddedTestStore } from "../testStore.ts";

type Documents = DocumentCollection<Document & { _id: string }>;
type Request = (documents: Documents) => unknown;

const find =
  (filter: Document, options?: Document): Request =>
  (documents) =>
    documents.find(filter as never, options);
const update =
  (change: Document): Request =>
  (documents) =>
    documents.updateOne({ _id: "a" }, change);
const pipeline =
  (...stages: Document[]): Request =>
  (documents) =>
    documents.aggregate(stages);

const UNSUPPORTED: [string, Request][] = [
  ["$where", find({ $where: "true" })],
  ["$expr", find({ $expr: { $eq: [1, 1] } })],
  ["$text", find({ $text: { $search: "x" } })],
  ["$type", find({ a: { $type: "string" } })],
  ["$mod inside $and", find({ $and: [{ a: { $mod: [2, 0] } }] })],
  ["an unknown operator inside $not", find({ a: { $not: { $near: [1, 1] } } })],
  ["an unknown operator inside $elemMatch", find({ a: { $elemMatch: { b: { $bitsAllSet: 1 } } } })],
  ["comparison with a document", find({ a: { b: 1 } })],
  ["comparison with an array", find({ a: [1] })],
  ["a pattern inside $in", find({ a: { $in: [/x/] } })],
  ["a bigint", find({ a: 1n })],
  ["extended regular expressions", find({ a: { $regex: "x", $options: "x" } })],
  ["the hint option", find({}, { hint: "a_1" })],
  ["a text-score sort", find({}, { sort: { a: { $meta: "textScore" } } })],
  ["a computed projection", find({}, { projection: { a: { $slice: 1 } } })],
  ["$rename", update({ $rename: { a: "b" } })],
  ["$mul", update({ $mul: { a: 2 } })],
  ["$push with $sort", update({ $push: { a: { $each: [1], $sort: 1 } } })],
  ["an update pipeline", (documents) => documents.updateOne({ _id: "a" }, [{ $set: { a: 1 } }] as never)],
  [
    "arrayFilters",
    (documents) => documents.updateOne({ _id: "a" }, { $set: { a: 1 } }, { arrayFilters: [] }),
  ],
  ["a value of an unknown class", update({ $set: { a: new Map() } })],
  ["$lookup", pipeline({ $lookup: { from: "x", as: "y" } })],
  ["$facet", pipeline({ $facet: {} })],
  ["$stdDevPop", pipeline({ $group: { _id: null, x: { $stdDevPop: "$a" } } })],
  ["$dateToString", pipeline({ $project: { x: { $dateToString: { date: "$a" } } } })],
  ["$$NOW", pipeline({ $project: { x: "$$NOW" } })],
  ["$out inside $unionWith", pipeline({ $unionWith: { coll: "x", pipeline: [{ $out: "y" }] } })],
  ["sparse indexes", (documents) => documents.createIndex({ a: 1 }, { sparse: true })],
  ["text indexes", (documents) => documents.createIndex({ a: "text" })],
];

const BAD: [string, Request][] = [
  ["a replacement given to updateOne", update({ a: 1 })],
  ["a change of _id", update({ $set: { _id: "b" } })],
  ["two changes of one path", update({ $set: { "a.b": 1 }, $inc: { a: 1 } })],
  ["$inc by a string", update({ $inc: { a: "1" } })],
  ["a positional operator", update({ $set: { "a.$.b": 1 } })],
  ["a document without _id", (documents) => documents.insertOne({ a: 1 } as never)],
  ["a document whose _id is a number", (documents) => documents.insertOne({ _id: 1 } as never)],
  ["an _id longer than an index key can hold", (documents) => documents.insertOne({ _id: "x".repeat(500) })],
  ["an invalid date", (documents) => documents.insertOne({ _id: "x", at: new Date(Number.NaN) })],
  ["an operator as field name", (documents) => documents.insertOne({ _id: "x", a: { $gt: 1 } })],
  ["a projection that keeps and leaves out", find({}, { projection: { a: 1, b: 0 } })],
  ["a negative limit", find({}, { limit: -1 })],
  ["$in without an array", find({ a: { $in: "x" } })],
  ["an empty $or", find({ $or: [] })],
  ["a stage with two operators", pipeline({ $match: {}, $limit: 1 })],
  ["no documents to insert", (documents) => documents.insertMany([])],
  ["a bulk write of nothing", (documents) => documents.bulkWrite([])],
];

async function codeOf(request: Request): Promise<unknown> {
  await using store = await openEmbeddedTestStore("unsupported");
  const documents: Documents = store.collection("documents");
  await documents.insertOne({ _id: "a" });
  try {
    const outcome = request(documents);
    await (outcome instanceof Promise ? outcome : (outcome as { toArray(): Promise<unknown> }).toArray());
    return undefined;
  } catch (error) {
    expect(await documents.find({}).toArray()).toEqual([{ _id: "a" }]);
    return (error as { code?: unknown }).code;
  }
}

describe("the embedded engine refuses", () => {
  it.each(UNSUPPORTED)("%s, which is not in the shared subset", async (_, request) => {
    expect(await codeOf(request)).toBe("STORE_UNSUPPORTED");
  });

  it.each(BAD)("%s, which contradicts itself", async (_, request) => {
    expect(await codeOf(request)).toBe("STORE_BAD_REQUEST");
  });
});
