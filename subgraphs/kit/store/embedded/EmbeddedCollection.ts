import type {
  AnyBulkWriteOperation,
  BulkWriteResult,
  DeleteResult,
  Document,
  Filter,
  FindOneAndUpdateOptions,
  FindOptions,
  IndexSpecification,
  InsertManyResult,
  InsertOneResult,
  UpdateFilter,
  UpdateOptions,
  UpdateResult,
  WithId,
} from "mongodb";
import type { DocumentCollection, DocumentCursor } from "../DocumentStore.ts";
import { badRequest } from "../StoreQueryError.ts";
import { compilePipeline } from "./aggregate/compilePipeline.ts";
import { runAggregate } from "./aggregate/runAggregate.ts";
import { checkDocument } from "./bsonCodec.ts";
import { compileBulk, runBulk } from "./bulkWrite.ts";
import type { Snapshot } from "./CollectionStorage.ts";
import { countMatches } from "./countMatches.ts";
import { EmbeddedCursor } from "./EmbeddedCursor.ts";
import type { EmbeddedEngine, OpenCollection, ReadCollection } from "./EmbeddedEngine.ts";
import { compileQuery, findDocuments, needsIndexes, type Query } from "./findDocuments.ts";
import { parseIndex, sameIndex } from "./IndexDefinition.ts";
import {
  allowOptions,
  compileDelete,
  compileModify,
  deleteMatches,
  modifyMatches,
} from "./modifyDocuments.ts";

/**
 * MongoDB's collection interface over LMDB. Reads see one snapshot; writes are atomic per operation and settle once
 * flushed to disk. Anything outside the supported subset throws {@link StoreQueryError}.
 */
export class EmbeddedCollection<T extends Document> implements DocumentCollection<T> {
  readonly collectionName: string;
  readonly #engine: EmbeddedEngine;

  constructor(name: string, engine: EmbeddedEngine) {
    this.collectionName = name;
    this.#engine = engine;
  }

  find(filter: Filter<T>, options?: FindOptions): DocumentCursor<WithId<T>> {
    const query = compileQuery(filter, options);
    return new EmbeddedCursor<WithId<T>>(
      () =>
        this.#engine.read([this.collectionName], (snapshot) =>
          findDocuments(query, snapshot.collection(this.collectionName), snapshot.transaction),
        ) as never,
    );
  }

  async findOne(filter: Filter<T>, options?: FindOptions): Promise<WithId<T> | null> {
    const [first] = await this.find(filter, { ...options, limit: 1 }).toArray();
    return first ?? null;
  }

  async countDocuments(filter: Filter<T> = {}, options?: Document): Promise<number> {
    allowOptions("countDocuments", options, ["limit", "skip"]);
    const query = compileQuery(filter, options);
    let total = 0;
    const counts = new EmbeddedCursor<number>(() =>
      this.#read(query, (collection, snapshot) => countMatches(query, collection, snapshot)),
    );
    for await (const count of counts) total += count;
    return total;
  }

  aggregate<R extends Document>(pipeline: Document[]): DocumentCursor<R> {
    const compiled = compilePipeline(pipeline, this.collectionName);
    return new EmbeddedCursor<R>(() => runAggregate(compiled, this.#engine) as never);
  }

  async insertOne(document: Document): Promise<InsertOneResult<T>> {
    const { insertedIds } = await this.insertMany([document]);
    return { acknowledged: true, insertedId: insertedIds[0] as never };
  }

  async insertMany(documents: Document[]): Promise<InsertManyResult<T>> {
    if (documents.length === 0) throw badRequest("insertMany needs at least one document");
    for (const document of documents) checkDocument(document);
    await this.#write(({ writer }) => writer.insertMany(documents));
    const insertedIds = Object.fromEntries(documents.map((document, i) => [i, document._id]));
    return { acknowledged: true, insertedCount: documents.length, insertedIds: insertedIds as never };
  }

  async updateOne(
    filter: Filter<T>,
    update: UpdateFilter<T>,
    options?: UpdateOptions,
  ): Promise<UpdateResult<T>> {
    return this.#update(filter, update, options, false);
  }

  async updateMany(
    filter: Filter<T>,
    update: UpdateFilter<T>,
    options?: UpdateOptions,
  ): Promise<UpdateResult<T>> {
    return this.#update(filter, update, options, true);
  }

  async findOneAndUpdate(
    filter: Filter<T>,
    update: UpdateFilter<T>,
    options: FindOneAndUpdateOptions,
  ): Promise<WithId<T> | null> {
    allowOptions("findOneAndUpdate", options, ["upsert", "sort", "projection", "returnDocument"]);
    const { returnDocument = "before", projection, ...rest } = options;
    const modify = compileModify(filter, { update }, rest, false);
    const { project } = compileQuery({}, { projection });
    const { before, after } = await this.#write((collection) =>
      modifyMatches(modify, collection, returnDocument),
    );
    const document = returnDocument === "after" ? after : before;
    return (document && project ? project(document) : (document ?? null)) as WithId<T> | null;
  }

  async deleteOne(filter: Filter<T>): Promise<DeleteResult> {
    const query = compileDelete(filter, false);
    return {
      acknowledged: true,
      deletedCount: await this.#write((collection) => deleteMatches(query, collection)),
    };
  }

  async deleteMany(filter: Filter<T>): Promise<DeleteResult> {
    const query = compileDelete(filter, true);
    return {
      acknowledged: true,
      deletedCount: await this.#write((collection) => deleteMatches(query, collection)),
    };
  }

  async bulkWrite(operations: AnyBulkWriteOperation<T>[]): Promise<BulkWriteResult> {
    const compiled = compileBulk(operations as AnyBulkWriteOperation[]);
    return this.#write((collection) => runBulk(compiled, collection));
  }

  async createIndex(keys: IndexSpecification, options: Document = {}): Promise<string> {
    parseIndex(keys, options, 1);
    return this.#write(({ indexes, writer }) => {
      const number = Math.max(0, ...indexes().map((index) => index.number)) + 1;
      const index = parseIndex(keys, options, number);
      const known = indexes().find((one) => one.name === index.name || sameIndex(one, index));
      if (known && (!sameIndex(known, index) || known.name !== index.name)) {
        throw badRequest(`Index ${known.name} exists with other fields or options`);
      }
      if (!known) writer.build(index);
      return index.name;
    });
  }

  async #update(filter: Document, update: Document, options: Document | undefined, many: boolean) {
    allowOptions(many ? "updateMany" : "updateOne", options, ["upsert"]);
    const modify = compileModify(filter, { update }, options ?? {}, many);
    const { result } = await this.#write((collection) => modifyMatches(modify, collection));
    return result as UpdateResult<T>;
  }

  #read<S>(query: Query, read: (collection: ReadCollection, snapshot: Snapshot) => Generator<S>) {
    return this.#engine.read(
      [this.collectionName],
      ({ collection, transaction }) => read(collection(this.collectionName), transaction),
      needsIndexes(query),
    );
  }

  #write<R>(job: (collection: OpenCollection) => R): Promise<R> {
    return this.#engine.write(this.collectionName, job);
  }
}
