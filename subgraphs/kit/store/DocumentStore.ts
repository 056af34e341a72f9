import type {
  AnyBulkWriteOperation,
  BulkWriteResult,
  CountDocumentsOptions,
  CreateIndexesOptions,
  DeleteResult,
  Document,
  Filter,
  FindOneAndUpdateOptions,
  FindOptions,
  IndexSpecification,
  InsertManyResult,
  InsertOneResult,
  OptionalUnlessRequiredId,
  UpdateFilter,
  UpdateOptions,
  UpdateResult,
  WithId,
} from "mongodb";

/** Results in order, read once: the part of the driver's cursors that repositories use. */
export interface DocumentCursor<T> extends AsyncIterable<T> {
  toArray(): Promise<T[]>;
}

/**
 * The part of the MongoDB driver's `Collection<T>` that repositories may use.
 *
 * Typed with the driver's own types, so the real collection satisfies it with no wrapper; the embedded
 * engine implements the same contract and throws on any operator outside its allow-list. Documents are
 * keyed by string `_id`s. A second document with the same unique key fails with an error for which
 * {@link isDuplicateKey} is true, on both engines.
 *
 * Source of the behaviour: https://www.mongodb.com/docs/manual/crud/
 */
export interface DocumentCollection<T extends Document> {
  readonly collectionName: string;
  find(filter: Filter<T>, options?: FindOptions): DocumentCursor<WithId<T>>;
  findOne(filter: Filter<T>, options?: FindOptions): Promise<WithId<T> | null>;
  countDocuments(filter?: Filter<T>, options?: CountDocumentsOptions): Promise<number>;
  aggregate<R extends Document>(pipeline: Document[]): DocumentCursor<R>;
  insertOne(document: OptionalUnlessRequiredId<T>): Promise<InsertOneResult<T>>;
  insertMany(documents: OptionalUnlessRequiredId<T>[]): Promise<InsertManyResult<T>>;
  updateOne(filter: Filter<T>, update: UpdateFilter<T>, options?: UpdateOptions): Promise<UpdateResult<T>>;
  updateMany(filter: Filter<T>, update: UpdateFilter<T>, options?: UpdateOptions): Promise<UpdateResult<T>>;
  findOneAndUpdate(
    filter: Filter<T>,
    update: UpdateFilter<T>,
    options: FindOneAndUpdateOptions,
  ): Promise<WithId<T> | null>;
  deleteOne(filter: Filter<T>): Promise<DeleteResult>;
  deleteMany(filter: Filter<T>): Promise<DeleteResult>;
  bulkWrite(operations: AnyBulkWriteOperation<T>[]): Promise<BulkWriteResult>;
  createIndex(keys: IndexSpecification, options?: CreateIndexesOptions): Promise<string>;
}

/** One agency's database, whichever engine keeps it. */
export interface DocumentStore {
  readonly engine: "embedded" | "mongodb";
  collection<T extends Document>(name: string): DocumentCollection<T>;
  /** Rejects with the cause when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** True for the error both engines raise when a unique key (`_id` included) is already taken. */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { code?: unknown }).code === 11000;
}
