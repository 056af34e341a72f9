import type { CellSpace } from "./CellSpace.ts";
import { FINEST } from "./Family.ts";
import type { Trial } from "./Trial.ts";

/** What an exact nought is worth, beside large figures that are worth the root of their size. */
const PRICE_OF_ZERO = 0.2;
/** How much more the figures are worth that are coarser by one. */
const PRICE_OF_BREADTH = 8;

/**
 * The real figures of all cells, and what the worlds have reached so far: which figures differ in some world (none of
 * these is shown), and which small ones must still come to differ.
 */
export class Requirements {
  readonly counts: Int32Array;
  readonly weights: Int32Array;
  readonly threshold: number;
  readonly hasPublicCells: boolean;
  /** 1 where the number of records, or the second figure, must differ in some world and does not yet. */
  readonly hideCount: Uint8Array;
  readonly hideWeight: Uint8Array;
  readonly countDiffers: Uint8Array;
  readonly weightDiffers: Uint8Array;
  /** What it costs to make a figure differ that could be shown. */
  readonly price: Float32Array;
  /** The least and the greatest number of records of a cell in any world. */
  readonly least: Int32Array;
  readonly greatest: Int32Array;

  constructor(space: CellSpace, counts: Int32Array, weights: Int32Array, threshold: number) {
    this.counts = counts;
    this.weights = weights;
    this.threshold = threshold;
    this.hasPublicCells = space.hasPublicCells;
    this.hideCount = new Uint8Array(space.size);
    this.hideWeight = new Uint8Array(weights.length);
    this.countDiffers = new Uint8Array(space.size);
    this.weightDiffers = new Uint8Array(weights.length);
    this.price = new Float32Array(space.size);
    this.least = counts.slice();
    this.greatest = counts.slice();
    for (let cell = 0; cell < space.size; cell++) {
      const fineness = space.finenessOf(cell);
      if (fineness > FINEST) continue;
      const count = counts[cell] as number;
      if (count > 0 && count < threshold) {
        this.hideCount[cell] = space.isProtected(cell) ? 1 : 0;
        if (weights[cell]) this.hideWeight[cell] = 1;
      } else {
        const worth = count === 0 ? PRICE_OF_ZERO : Math.sqrt(count);
        this.price[cell] = worth * PRICE_OF_BREADTH ** (FINEST - fineness);
      }
    }
  }

  /** Takes in a world, told by the cells in which it differs. */
  accept({ touched, counts, weights }: Pick<Trial, "touched" | "counts" | "weights">): void {
    for (const cell of touched) {
      const difference = counts[cell] as number;
      if (difference !== 0) {
        const count = (this.counts[cell] as number) + difference;
        this.countDiffers[cell] = 1;
        this.hideCount[cell] = 0;
        this.price[cell] = 0;
        if (count < (this.least[cell] as number)) this.least[cell] = count;
        if (count > (this.greatest[cell] as number)) this.greatest[cell] = count;
      }
      if (weights[cell]) {
        this.weightDiffers[cell] = 1;
        this.hideWeight[cell] = 0;
      }
    }
  }
}
