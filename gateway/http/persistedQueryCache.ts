import { LRUCache } from "lru-cache";

export interface PersistedQueryOptions {
  /** Most operations remembered; the least recently used goes first. @default 2 000 */
  maxEntries?: number;
  /** Most characters of all remembered operations together. @default 16 000 000 */
  maxCharacters?: number;
}

/** The bounded memory behind automatic persisted queries, of the shape Apollo Server asks for. */
export function persistedQueryCache({
  maxEntries = 2_000,
  maxCharacters = 16_000_000,
}: PersistedQueryOptions = {}) {
  const texts = new LRUCache<string, string>({
    max: maxEntries,
    maxSize: maxCharacters,
    sizeCalculation: (text, key) => text.length + key.length,
  });
  return {
    get: async (key: string) => texts.get(key),
    set: async (key: string, text: string) => void texts.set(key, text),
    delete: async (key: string) => texts.delete(key),
  };
}
