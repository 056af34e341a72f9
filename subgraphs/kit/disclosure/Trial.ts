import type { Axis, CellSpace } from "./CellSpace.ts";
import { FINEST } from "./Family.ts";

/** A record that has another value in one column. */
export interface Change {
  record: number;
  column: number;
  value: number;
}

/** One world on trial: how far its figures are from the real ones, for the cells that a few changed records touch. */
export class Trial {
  /** The cells touched, each once; all others are as they are. */
  readonly touched: number[] = [];
  /** By cell: how far the number of records, and the second figure, are from the real ones. */
  readonly counts: Int32Array;
  readonly weights: Int32Array;
  readonly #space: CellSpace;
  readonly #isTouched: Uint8Array;
  readonly #offsets: number[] = [];
  readonly #fineness: number[] = [];

  constructor(space: CellSpace) {
    this.#space = space;
    this.counts = new Int32Array(space.size);
    this.weights = new Int32Array(space.weightColumn < 0 ? 0 : space.size);
    this.#isTouched = new Uint8Array(space.size);
  }

  /** Back to the real world. */
  reset(): void {
    for (const cell of this.touched) {
      this.counts[cell] = 0;
      if (this.weights.length > 0) this.weights[cell] = 0;
      this.#isTouched[cell] = 0;
    }
    this.touched.length = 0;
  }

  /** Changes records; one record several times only in columns of one axis. */
  change(changes: readonly Change[]): void {
    for (const { record, column, value } of changes) {
      const { axis, placesOf, weights } = this.#space.columns[column] as CellSpace["columns"][number];
      const before = this.#space.value(column, record);
      const [left, entered] = [placesOf[before] as number[], placesOf[value] as number[]];
      const weight = this.#space.weightOf(record);
      const gained = weights === null ? weight : (weights[value] as number);
      this.#spread(record, axis);
      for (const place of left) if (!entered.includes(place)) this.#add(axis, place, -1, -weight);
      for (const place of entered) if (!left.includes(place)) this.#add(axis, place, 1, gained);
      if (gained === weight) continue;
      for (const place of this.#space.placesOn(record, axis))
        if (!left.includes(place) || entered.includes(place)) this.#add(axis, place, 0, gained - weight);
    }
  }

  /** Adds one more record like the given one: it is in every cell that one is in. */
  double(record: number): void {
    const axis = this.#space.axes.length - 1;
    this.#spread(record, axis);
    const weight = this.#space.weightOf(record);
    for (const place of this.#space.placesOn(record, axis)) this.#add(axis, place, 1, weight);
  }

  /** The record's cells with one axis left at everywhere, in `#offsets`. */
  #spread(record: number, but: number): void {
    this.#offsets.length = 1;
    this.#fineness.length = 1;
    this.#offsets[0] = 0;
    this.#fineness[0] = 0;
    for (const [index, axis] of this.#space.axes.entries()) {
      if (index === but) continue;
      const length = this.#offsets.length;
      for (const place of this.#space.placesOn(record, index)) {
        if (place === 0) continue;
        const [step, fineness] = [place * axis.stride, axis.places[place]?.fineness ?? 0];
        for (let i = 0; i < length; i++) {
          const sum = (this.#fineness[i] as number) + fineness;
          if (sum > FINEST) continue;
          this.#offsets.push((this.#offsets[i] as number) + step);
          this.#fineness.push(sum);
        }
      }
    }
  }

  #add(axis: number, place: number, count: number, weight: number): void {
    const { stride, places } = this.#space.axes[axis] as Axis;
    const [start, room] = [place * stride, FINEST - (places[place]?.fineness ?? 0)];
    for (let i = 0; i < this.#offsets.length; i++) {
      if ((this.#fineness[i] as number) > room) continue;
      const cell = start + (this.#offsets[i] as number);
      if (this.#isTouched[cell] === 0) {
        this.#isTouched[cell] = 1;
        this.touched.push(cell);
      }
      this.counts[cell] = (this.counts[cell] as number) + count;
      if (weight !== 0) this.weights[cell] = (this.weights[cell] as number) + weight;
    }
  }
}
