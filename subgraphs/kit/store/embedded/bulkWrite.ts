import type { AnyBulkWriteOperation, BulkWriteResult, Document } from "mongodb";
import { DuplicateKeyError } from "../DuplicateKeyError.ts";
import { badRequest, unsupported } from "../StoreQueryError.ts";
import { checkDocument } from "./bsonCodec.ts";
import type { OpenCollection } from "./EmbeddedEngine.ts";
import {
  allowOptions,
  compileDelete,
  compileModify,
  deleteMatches,
  modifyMatches,
} from "./modifyDocuments.ts";

interface Totals {
  insertedCount: number;
  matchedCount: number;
  modifiedCount: number;
  deletedCount: number;
  upsertedCount: number;
  upsertedIds: Record<number, unknown>;
  insertedIds: Record<number, unknown>;
}

type Operation = (collection: OpenCollection, totals: Totals, at: number) => void;

/** Checks and compiles every operation before any of them runs. */
export function compileBulk(operations: readonly AnyBulkWriteOperation[]): readonly Operation[] {
  if (operations.length === 0) throw badRequest("bulkWrite needs at least one operation");
  return operations.map((operation) => {
    const [[name, body] = ["", {}], ...more] = Object.entries(operation) as [string, Document][];
    if (more.length > 0) throw badRequest("An operation of bulkWrite has one name");
    return compileOperation(name, body);
  });
}

function compileOperation(name: string, body: Document): Operation {
  switch (name) {
    case "insertOne":
      allowOptions(name, body, ["document"]);
      checkDocument(body.document);
      return insertOne(body.document);
    case "updateOne":
    case "updateMany":
      allowOptions(name, body, ["filter", "update", "upsert"]);
      return modifyWith(name, body);
    case "replaceOne":
      allowOptions(name, body, ["filter", "replacement", "upsert"]);
      return modifyWith(name, body);
    case "deleteOne":
    case "deleteMany": {
      allowOptions(name, body, ["filter"]);
      const query = compileDelete(body.filter, name === "deleteMany");
      return (collection, totals) => {
        totals.deletedCount += deleteMatches(query, collection);
      };
    }
    default:
      throw unsupported(`Bulk operation ${name}`);
  }
}

function insertOne(document: Document): Operation {
  return (collection, totals, at) => {
    collection.writer.insertMany([document]);
    totals.insertedCount++;
    totals.insertedIds[at] = document._id;
  };
}

function modifyWith(name: string, body: Document): Operation {
  const change = name === "replaceOne" ? { replacement: body.replacement } : { update: body.update };
  const modify = compileModify(body.filter, change, { upsert: body.upsert }, name === "updateMany");
  return (collection, totals, at) => {
    const { result } = modifyMatches(modify, collection);
    totals.matchedCount += result.matchedCount;
    totals.modifiedCount += result.modifiedCount;
    totals.upsertedCount += result.upsertedCount;
    if (result.upsertedCount > 0) totals.upsertedIds[at] = result.upsertedId;
  };
}

/** In order, up to the first that fails; those before it stay, as with the driver. */
export function runBulk(operations: readonly Operation[], collection: OpenCollection): BulkWriteResult {
  const totals: Totals = {
    insertedCount: 0,
    matchedCount: 0,
    modifiedCount: 0,
    deletedCount: 0,
    upsertedCount: 0,
    upsertedIds: {},
    insertedIds: {},
  };
  operations.forEach((operation, at) => {
    try {
      operation(collection, totals, at);
    } catch (error) {
      if (error instanceof DuplicateKeyError) error.insertedCount = totals.insertedCount;
      throw error;
    }
  });
  return { ok: 1, ...totals } as unknown as BulkWriteResult;
}
