import { TransientMap } from "./TransientMap.ts";

/** A set for members that come and go all the time (see {@link TransientMap}), in the order in which they came. */
export class TransientSet<T> implements Iterable<T> {
  readonly #members = new TransientMap<T, true>();

  get size(): number {
    return this.#members.size;
  }

  add(member: T): void {
    this.#members.set(member, true);
  }

  delete(member: T): void {
    this.#members.delete(member);
  }

  /** Those that are members when their turn comes; who came meanwhile may be left out. */
  [Symbol.iterator](): Iterator<T> {
    return this.#members.keys();
  }
}
