import type { Document } from "mongodb";
import type { DocumentCollection, DocumentStore } from "./DocumentStore.ts";

/** The database calls made through a counted store. */
export interface CallCount {
  /** Calls by `collection.method`, e.g. `volunteers.find`. */
  readonly byMethod: ReadonlyMap<string, number>;
  readonly total: number;
  reset(): void;
}

const METHODS: ReadonlySet<string | symbol> = new Set<keyof DocumentCollection<Document>>([
  "find",
  "findOne",
  "countDocuments",
  "aggregate",
  "insertOne",
  "insertMany",
  "updateOne",
  "updateMany",
  "findOneAndUpdate",
  "deleteOne",
  "deleteMany",
  "bulkWrite",
  "createIndex",
]);

/**
 * Wraps a store so that a test can see how many database calls something makes: that number must depend
 * on a query's shape, never on its number of rows. Calls reach the wrapped store unchanged.
 */
export function withCallCount<S extends DocumentStore>(store: S): S & { readonly calls: CallCount } {
  const byMethod = new Map<string, number>();
  const collections = new Map<string, DocumentCollection<Document>>();
  const calls: CallCount = {
    byMethod,
    get total() {
      let total = 0;
      for (const count of byMethod.values()) total += count;
      return total;
    },
    reset: () => byMethod.clear(),
  };
  const counted = (name: string) => {
    let collection = collections.get(name);
    if (!collection) {
      collection = countMethods(store.collection<Document>(name), (method) => {
        const key = `${name}.${method}`;
        byMethod.set(key, (byMethod.get(key) ?? 0) + 1);
      });
      collections.set(name, collection);
    }
    return collection;
  };
  return { ...store, calls, collection: counted as unknown as S["collection"] };
}

function countMethods(
  collection: DocumentCollection<Document>,
  onCall: (method: string) => void,
): DocumentCollection<Document> {
  return new Proxy(collection, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (METHODS.has(property)) onCall(String(property));
        return Reflect.apply(member, target, args);
      };
    },
  });
}
