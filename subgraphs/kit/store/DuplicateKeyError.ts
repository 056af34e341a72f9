/**
 * A unique key is taken; `code` is MongoDB's own 11000, which `isDuplicateKey` recognises.
 * The taken values are left out of the message: they may be personal data.
 */
export class DuplicateKeyError extends Error {
  readonly code = 11000;
  readonly collection: string;
  readonly index: string;
  /** For `insertMany` and `bulkWrite`: how many operations took effect before this one. */
  insertedCount = 0;

  constructor(collection: string, index: string) {
    super(`E11000 duplicate key in collection ${collection}, index ${index}`);
    this.name = "DuplicateKeyError";
    this.collection = collection;
    this.index = index;
  }
}
