import type { CellSpace } from "./CellSpace.ts";
import type { SecretRandom } from "./createRandom.ts";
import { Neighbours } from "./Neighbours.ts";
import type { Change } from "./Trial.ts";

/** How many records are looked at for a fitting one. */
const LONGEST_LOOK = 200;

/** Proposes small changes of the data that leave most figures as they are. */
export class Exchanges {
  readonly #space: CellSpace;
  readonly #random: SecretRandom;
  readonly #neighbours: Neighbours;
  /** The columns whose values are not public, where there is a choice of values. */
  readonly #movable: number[];
  /** For each column and value, the records that have it. */
  readonly #having: number[][][];

  constructor(space: CellSpace, random: SecretRandom) {
    this.#space = space;
    this.#random = random;
    this.#movable = space.columns.flatMap(({ column, values }, index) =>
      column.isPublic || values.length < 2 ? [] : [index],
    );
    this.#neighbours = new Neighbours(space, random);
    this.#having = space.columns.map(({ values }) => values.map(() => []));
    for (const [column, records] of space.records.entries())
      for (const [record, value] of records.entries()) this.#having[column]?.[value]?.push(record);
  }

  /** Two similar records exchange a value; or one takes over a value that only at its finest level is another. */
  *near(record: number, tries: number): Generator<Change[]> {
    if (this.#movable.length === 0) return;
    for (let i = 0; i < tries; i++) {
      const column = this.#movable[this.#random.below(this.#movable.length)] as number;
      const own = this.#space.value(column, record);
      const other = this.#neighbours.of(record, (one) => this.#space.value(column, one) !== own);
      if (other === undefined) continue;
      const theirs = this.#space.value(column, other);
      yield exchange(column, record, other, own, theirs);
      if (i % 4 === 0 && this.#isNear(column, own, theirs)) yield [{ record, column, value: theirs }];
    }
  }

  /**
   * The same exchange with one of two other records the other way round, so that what the four have in common two by
   * two stays as it is: of a table of three dimensions, all margins.
   */
  *balanced([first, second]: readonly Change[], tries: number): Generator<Change[]> {
    if (!first || !second || this.#columnsBeside(first.column).length === 0) return;
    const { column } = first;
    const [as, bs] = [this.#having[column]?.[first.value] ?? [], this.#having[column]?.[second.value] ?? []];
    const beside = this.#columnsBeside(column);
    for (let i = 0; i < tries; i++) {
      const shared = beside[this.#random.below(beside.length)] as number;
      const other = beside[this.#random.below(beside.length)] as number;
      const third = this.#find(as, (one) => one !== first.record && this.#agree(shared, one, first.record));
      if (third === undefined) continue;
      const isFourth = (one: number): boolean =>
        one !== second.record &&
        this.#agree(shared, one, second.record) &&
        (other === shared || this.#agree(other, one, third));
      const fourth = this.#find(bs, isFourth);
      if (fourth === undefined) continue;
      yield [first, second, ...exchange(column, third, fourth, first.value, second.value)];
    }
  }

  /** The record takes over every other value, one after another. */
  *everyOther(record: number): Generator<Change[]> {
    for (const column of this.#movable) {
      const { values } = this.#space.columns[column] as CellSpace["columns"][number];
      for (let value = 0; value < values.length; value++)
        if (value !== this.#space.value(column, record)) yield [{ record, column, value }];
    }
  }

  /** Each value that is not public is another, as far as there are others. */
  allOther(record: number): Change[] {
    return this.#movable.map((column) => {
      const { values } = this.#space.columns[column] as CellSpace["columns"][number];
      return { record, column, value: (this.#space.value(column, record) + 1) % values.length };
    });
  }

  /** The columns on other axes. */
  #columnsBeside(column: number): number[] {
    const { columns } = this.#space;
    return columns.flatMap(({ axis }, index) => (axis === columns[column]?.axis ? [] : [index]));
  }

  #agree(column: number, a: number, b: number): boolean {
    return this.#space.value(column, a) === this.#space.value(column, b);
  }

  /** One of some records, looked for from a random one on. */
  #find(records: readonly number[], isWanted: (record: number) => boolean): number | undefined {
    const start = this.#random.below(records.length);
    for (let i = 0; i < Math.min(records.length, LONGEST_LOOK); i++) {
      const record = records[(start + i) % records.length] as number;
      if (isWanted(record)) return record;
    }
    return undefined;
  }

  #isNear(column: number, a: number, b: number): boolean {
    const { placesOf } = this.#space.columns[column] as CellSpace["columns"][number];
    const [some, others] = [placesOf[a] as number[], placesOf[b] as number[]];
    return some.every((place, level) => level === some.length - 1 || others[level] === place);
  }
}

function exchange(column: number, a: number, b: number, ofA: number, ofB: number): Change[] {
  return [
    { record: a, column, value: ofB },
    { record: b, column, value: ofA },
  ];
}
