import type { CellSpace } from "./CellSpace.ts";
import type { Place, Value } from "./Family.ts";
import { type ProtectedCount, shown, withheld } from "./ProtectedCount.ts";
import type { Requirements } from "./Requirements.ts";
import { selectCells } from "./selectCells.ts";

/** What a query names on an axis: a level to group by, or a place to stay inside. */
export interface Grouped {
  axis: string;
  level: string;
}

export interface Within extends Place {
  axis: string;
}

/** One row of an answer: the labels of the levels it is grouped by, in their order, and its two figures. */
export interface FigureRow {
  labels: Value[];
  count: ProtectedCount;
  /** The second figure; as the first where the family has none. */
  weight: ProtectedCount;
}

/**
 * The figures of one state of the data. One is shown only if it is the same in several possible worlds: nobody can tell
 * from any number of shown figures which of these worlds is real, so nobody can work out a figure in which they differ.
 */
export class Figures {
  readonly #space: CellSpace;
  readonly #required: Requirements;

  constructor(space: CellSpace, required: Requirements) {
    this.#space = space;
    this.#required = required;
  }

  /**
   * The groups in which there is anybody in some world, whatever their figures, in no particular order.
   * @throws GraphQLError `BAD_USER_INPUT` when the query combines what cannot be combined
   */
  rows(groupBy: readonly Grouped[], within: readonly Within[]): FigureRow[] {
    return selectCells(this.#space, groupBy, within)
      .filter(({ cell }) => (this.#required.greatest[cell] as number) > 0)
      .map(({ cell, labels }) => ({ labels, count: this.#count(cell), weight: this.#weight(cell) }));
  }

  /** The figure of one cell: everybody inside all the given places. */
  total(within: readonly Within[]): ProtectedCount {
    return this.rows([], within)[0]?.count ?? shown(0);
  }

  #count(cell: number): ProtectedCount {
    const { countDiffers, counts, least, threshold } = this.#required;
    if (countDiffers[cell] === 0) return shown(counts[cell] as number);
    return withheld((least[cell] as number) < threshold ? "SMALL_CELL" : "COMPLEMENTARY");
  }

  #weight(cell: number): ProtectedCount {
    const { weightDiffers, weights } = this.#required;
    const count = this.#count(cell);
    if (count.suppressed || weights.length === 0) return count;
    return weightDiffers[cell] === 0 ? shown(weights[cell] as number) : withheld("COMPLEMENTARY");
  }
}
