/** So many members, at least, have gone before a map is renewed. */
const LEAST = 4;

/**
 * A map for members that come and go all the time, such as requests in flight; of a plain one these would live on after they have
 * gone. V8 links a map's old table to the next one at every rehash (for iterators that are under way), and young collections
 * take what an old-generation table refers to as alive: once any table has got old, all later ones stay until the next full
 * collection, each with whatever was in it. Copying the members into a new map now and then cuts that chain.
 */
export class TransientMap<K, V> {
  #map = new Map<K, V>();
  #gone = 0;

  get size(): number {
    return this.#map.size;
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  /** Keys that are there when their turn comes; those that came meanwhile may be left out. */
  *keys(): Generator<K, void> {
    for (const key of this.#map.keys()) if (this.#map.has(key)) yield key;
  }

  set(key: K, value: V): void {
    this.#map.set(key, value);
  }

  delete(key: K): void {
    if (!this.#map.delete(key)) return;
    this.#gone += 1;
    if (this.#gone < LEAST + this.#map.size) return;
    this.#map = new Map(this.#map);
    this.#gone = 0;
  }
}
