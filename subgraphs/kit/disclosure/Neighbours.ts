import type { CellSpace } from "./CellSpace.ts";
import type { SecretRandom } from "./createRandom.ts";

const REACH = 6;
const ORDERS = 24;
/** How far chance may move a finer place before a coarser one. */
const SHUFFLE = 4;

/** Records in an order, and where in it each one stands. */
interface Order {
  records: Int32Array;
  positions: Int32Array;
}

/**
 * Records that have much in common with a given one: an exchange between such changes few cells. Each of several orders
 * sorts the records by their places, coarse ones first and otherwise at random, so that what stands close is alike.
 */
export class Neighbours {
  readonly #orders: Order[];
  readonly #random: SecretRandom;

  constructor(space: CellSpace, random: SecretRandom) {
    this.#random = random;
    this.#orders = Array.from({ length: ORDERS }, () => sorted(space, random));
  }

  /** A record near the given one; where possible one for which `isUseful`. */
  of(record: number, isUseful: (other: number) => boolean): number | undefined {
    const order = this.#orders[this.#random.below(ORDERS)] as Order;
    const position = order.positions[record] as number;
    const direction = this.#random.next() < 0.5 ? -1 : 1;
    let at = position + direction * (1 + this.#random.below(REACH));
    for (let tries = 0; tries < REACH; tries++, at += direction) {
      const other = order.records[at];
      if (other === undefined) return undefined;
      if (isUseful(other)) return other;
    }
    return undefined;
  }
}

function sorted(space: CellSpace, random: SecretRandom): Order {
  const features = space.columns
    .flatMap(({ placesOf }, column) => {
      const depth = Math.max(0, ...placesOf.map((places) => places.length));
      return Array.from({ length: depth }, (_, level) => ({
        placesOf,
        column,
        level,
        order: level + SHUFFLE * random.next(),
      }));
    })
    .sort((a, b) => a.order - b.order);
  const keys = features.map(({ placesOf, column, level }) => {
    const ranks = placesOf.map((places) => places[level] ?? -1);
    return (space.records[column] as Int32Array).map((value) => ranks[value] as number);
  });
  const chance = Float64Array.from({ length: space.recordCount }, () => random.next());
  const records = Int32Array.from(chance.keys()).sort((a, b) => {
    for (const key of keys) {
      const difference = (key[a] as number) - (key[b] as number);
      if (difference !== 0) return difference;
    }
    return (chance[a] as number) - (chance[b] as number);
  });
  const positions = new Int32Array(space.recordCount);
  for (const [position, record] of records.entries()) positions[record] = position;
  return { records, positions };
}
