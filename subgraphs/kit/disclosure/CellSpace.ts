import type { Atom, Column, Family, Place, Value } from "./Family.ts";

/** One place on an axis, and the places it lies inside, itself included. */
export interface AxisPlace extends Place {
  fineness: number;
  within: Set<number>;
}

export interface Axis {
  name: string;
  /** Number 0 is everywhere: all records. */
  places: AxisPlace[];
  /** The chains of levels on it: see {@link Column.levels}. */
  chains: (readonly string[])[];
  /** How far apart neighbouring places are among the numbers of cells. */
  stride: number;
}

export interface SpaceColumn {
  column: Column;
  axis: number;
  values: Value[];
  /** For each value, the places it is counted at. */
  placesOf: number[][];
  weights: number[] | null;
}

/** Which place of an axis a cell lies at. */
const numberOn = ({ stride, places }: Axis, cell: number): number =>
  Math.floor(cell / stride) % places.length;

const placeKey = ({ level, label }: Place): string => `${level} ${JSON.stringify(label)}`;

/** Numbers every cell of a family for a set of records, and holds the records' values by column. */
export class CellSpace {
  readonly axes: Axis[] = [];
  readonly columns: SpaceColumn[];
  /** For each column, the number of each record's value. */
  readonly records: Int32Array[];
  readonly recordCount: number;
  readonly size: number;
  readonly fineness: Family["fineness"];
  /** The column whose weights the second figure adds up; -1 without one. */
  readonly weightColumn: number;
  readonly #numbers: Map<string, number>[] = [];
  readonly #sensitive: Axis | undefined;

  constructor(family: Family, atoms: readonly Atom[]) {
    this.fineness = family.fineness;
    for (const name of new Set(family.columns.map(({ axis }) => axis))) {
      const everywhere = { level: "", label: null, fineness: 0, within: new Set<number>() };
      this.axes.push({ name, places: [everywhere], chains: [], stride: 0 });
      this.#numbers.push(new Map());
    }
    const known = family.columns.map(() => new Map<Value, number>());
    this.columns = family.columns.map((column, index) => this.#column(column, atoms, index, known[index]));
    this.recordCount = atoms.reduce((sum, { count }) => sum + count, 0);
    this.records = this.columns.map(() => new Int32Array(this.recordCount));
    let at = 0;
    for (const { values, count } of atoms) {
      for (const [index, records] of this.records.entries())
        records.fill(known[index]?.get(values[index] ?? null) ?? 0, at, at + count);
      at += count;
    }
    this.size = this.axes.reduceRight((stride, axis) => {
      axis.stride = stride;
      return stride * axis.places.length;
    }, 1);
    this.weightColumn = this.columns.findIndex(({ weights }) => weights !== null);
    this.#sensitive = this.axes.find(({ name }) => name === family.sensitiveAxis);
  }

  axis(name: string): Axis | undefined {
    return this.axes.find((axis) => axis.name === name);
  }

  /** The number of a place on an axis; `undefined` where no record is. */
  place(axis: Axis, place: Place): number | undefined {
    return this.#numbers[this.axes.indexOf(axis)]?.get(placeKey(place));
  }

  get hasPublicCells(): boolean {
    return this.#sensitive !== undefined;
  }

  /** Whether a cell says anything about what the family protects. */
  isProtected(cell: number): boolean {
    return this.#sensitive === undefined || numberOn(this.#sensitive, cell) !== 0;
  }

  /** How finely a cell tells people apart: see {@link Family.fineness}. */
  finenessOf(cell: number): number {
    return this.axes.reduce((sum, axis) => sum + (axis.places[numberOn(axis, cell)]?.fineness ?? 0), 0);
  }

  /** The number of a record's value. */
  value(column: number, record: number): number {
    return this.records[column]?.[record] as number;
  }

  /** What a record adds to the second figure. */
  weightOf(record: number): number {
    if (this.weightColumn < 0) return 0;
    return this.columns[this.weightColumn]?.weights?.[this.value(this.weightColumn, record)] ?? 0;
  }

  /** Every place of a record on an axis, everywhere included. */
  placesOn(record: number, axis: number): number[] {
    const places = [0];
    for (const [index, column] of this.columns.entries()) {
      if (column.axis === axis) places.push(...(column.placesOf[this.value(index, record)] as number[]));
    }
    return places;
  }

  #column(
    column: Column,
    atoms: readonly Atom[],
    index: number,
    known = new Map<Value, number>(),
  ): SpaceColumn {
    const axis = this.axes.findIndex(({ name }) => name === column.axis);
    for (const value of column.domain ?? []) known.set(value, known.size);
    for (const { values } of atoms) {
      const value = values[index] ?? null;
      if (!known.has(value)) known.set(value, known.size);
    }
    const values = [...known.keys()];
    this.axes[axis]?.chains.push(...column.levels);
    return {
      column,
      axis,
      values,
      placesOf: values.map((value) => this.#numberPlaces(axis, column, value)),
      weights: column.weight ? values.map((value) => column.weight?.(value) ?? 0) : null,
    };
  }

  #numberPlaces(axis: number, column: Column, value: Value): number[] {
    const [{ places }, numbers] = [this.axes[axis] as Axis, this.#numbers[axis] as Map<string, number>];
    const within: number[] = [];
    for (const place of column.places(value)) {
      const key = placeKey(place);
      let number = numbers.get(key);
      if (number === undefined) {
        number = places.length;
        numbers.set(key, number);
        places.push({ ...place, fineness: this.fineness[place.level] ?? 0, within: new Set([number]) });
      }
      const chain = column.levels.find((levels) => levels.includes(place.level)) ?? [];
      for (const outer of within)
        if (chain.includes(places[outer]?.level ?? "")) places[number]?.within.add(outer);
      within.push(number);
    }
    return within;
  }
}
