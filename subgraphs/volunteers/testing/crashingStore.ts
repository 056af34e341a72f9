import type { Document } from "mongodb";
import type { DocumentCollection, DocumentStore } from "../../kit/store/DocumentStore.ts";

const WRITES = new Set<string | symbol>([
  ...["insertOne", "insertMany", "updateOne", "updateMany", "findOneAndUpdate"],
  ...["deleteOne", "deleteMany", "bulkWrite"],
]);

/** A process that dies: after so many writes nothing reaches the store any more, as if the power had gone. */
export function crashingStore(store: DocumentStore, afterWrites: number): DocumentStore {
  let left = afterWrites;
  const guarded = (collection: DocumentCollection<Document>) =>
    new Proxy(collection, {
      get(target, property) {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== "function" || !WRITES.has(property)) return member;
        return async (...args: unknown[]) => {
          if (left-- <= 0) throw new Error("the process has died");
          return Reflect.apply(member, target, args);
        };
      },
    });
  return { ...store, collection: ((name: string) => guarded(store.collection(name))) as never };
}
