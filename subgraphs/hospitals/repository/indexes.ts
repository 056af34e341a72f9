import type { CreateIndexesOptions, IndexSpecification } from "mongodb";
import type { DocumentStore } from "../../kit/store/DocumentStore.ts";

type Index = [keys: IndexSpecification, options?: CreateIndexesOptions];

/** Every index of this subgraph, by collection. To shard a large province, shard each collection by `_id` (hashed). */
const INDEXES: Record<string, Index[]> = {
  institutions: [
    [{ creditCode: 1 }, { unique: true }],
    [{ parentId: 1, _id: 1 }],
    [{ districtCode: 1, _id: 1 }],
    [{ cityCode: 1, _id: 1 }],
    [{ provinceCode: 1, _id: 1 }],
    [{ level: 1, needOrder: 1, _id: 1 }],
  ],
  workers: [[{ institutionId: 1, _id: 1 }], [{ districtCode: 1, _id: 1 }], [{ recountPending: 1 }]],
  bases: [[{ districtCode: 1 }]],
  referrals: [
    [{ sentAt: -1, _id: -1 }],
    [{ institutionId: 1, sentAt: -1, _id: -1 }],
    [{ workerId: 1, sentAt: -1, _id: -1 }],
    [{ destinationCode: 1, sentAt: -1, _id: -1 }],
    [{ originCode: 1, sentAt: -1, _id: -1 }],
  ],
};

/** Creates what is missing; an index that exists already costs one look. */
export async function createIndexes(store: DocumentStore): Promise<void> {
  for (const [name, indexes] of Object.entries(INDEXES)) {
    for (const [keys, options] of indexes) await store.collection(name).createIndex(keys, options);
  }
}
