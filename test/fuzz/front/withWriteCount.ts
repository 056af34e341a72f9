import type { Document } from "mongodb";
import type { DocumentCollection, DocumentStore } from "../../../subgraphs/kit/store/DocumentStore.ts";

/** How many documents were written through a store. */
export interface Writes {
  count: number;
}

/** Documents that each method's result says it wrote. */
const WRITTEN: Record<string, (result: any) => number> = {
  insertOne: () => 1,
  insertMany: ({ insertedCount }) => insertedCount,
  updateOne: ({ modifiedCount, upsertedCount }) => modifiedCount + upsertedCount,
  updateMany: ({ modifiedCount, upsertedCount }) => modifiedCount + upsertedCount,
  findOneAndUpdate: (found) => (found ? 1 : 0),
  deleteOne: ({ deletedCount }) => deletedCount,
  deleteMany: ({ deletedCount }) => deletedCount,
  bulkWrite: ({ insertedCount, modifiedCount, upsertedCount, deletedCount }) =>
    insertedCount + modifiedCount + upsertedCount + deletedCount,
};

/** Wraps a store so that a test sees whether anything was really written: a write that matched nothing is none. */
export function withWriteCount<S extends DocumentStore>(store: S): S & { readonly writes: Writes } {
  const writes: Writes = { count: 0 };
  const counted = (name: string) =>
    new Proxy(store.collection<Document>(name), {
      get(target, property) {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== "function") return member;
        const written = WRITTEN[String(property)];
        if (!written) return member.bind(target);
        return async (...args: unknown[]) => {
          const result = await Reflect.apply(member, target, args);
          writes.count += written(result);
          return result;
        };
      },
    }) as DocumentCollection<Document>;
  const collections = new Map<string, DocumentCollection<Document>>();
  const collection = (name: string) => {
    const known = collections.get(name) ?? counted(name);
    collections.set(name, known);
    return known;
  };
  return { ...store, writes, collection: collection as unknown as S["collection"] };
}
