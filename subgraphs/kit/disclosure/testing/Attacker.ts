import { createRequire } from "node:module";
import type { Highs } from "highs";
import type { ProtectedCount } from "../ProtectedCount.ts";

/** What an attacker knows of one cell: which unknowns it adds up, and what was answered. */
export interface KnownCell {
  name: string;
  /** Numbers of the unknowns (the finest combinations of values), each counted once. */
  sums: readonly number[];
  answer: ProtectedCount;
}

// Its types say an ES module, but it is a CommonJS function.
const loadHighs = createRequire(import.meta.url)("highs") as () => Promise<Highs>;
const highs = await loadHighs();

/**
 * Somebody with every answer at once, a linear-programming solver and all the time in the world. What they know of the
 * unknowns: each is a whole number, none is negative, shown cells are exact, and a COMPLEMENTARY one is not small.
 */
export class Attacker {
  readonly #unknowns: number;
  readonly #cells: readonly KnownCell[];
  readonly #threshold: number;
  readonly #constraints: string;

  constructor(unknowns: number, cells: readonly KnownCell[], threshold: number) {
    this.#unknowns = unknowns;
    this.#cells = cells;
    this.#threshold = threshold;
    this.#constraints = cells
      .filter(({ sums }) => sums.length > 0)
      .flatMap(({ sums, answer }, index) => {
        const sum = linear(sums);
        if (answer.value !== null) return [` c${index}: ${sum} = ${answer.value}`];
        return answer.reason === "COMPLEMENTARY" ? [` c${index}: ${sum} >= ${this.#threshold}`] : [];
      })
      .join("\n");
  }

  get withheld(): KnownCell[] {
    return this.#cells.filter(({ answer }) => answer.suppressed);
  }

  /** Between which whole numbers a cell must lie, by linear programming over everything that is known. */
  bounds({ sums }: KnownCell): { least: number; greatest: number } {
    return {
      least: Math.ceil(this.#solve("Minimize", sums) - 1e-6),
      greatest: Math.floor(this.#solve("Maximize", sums) + 1e-6),
    };
  }

  /** The cells whose number is a sum and difference of shown ones, found by Gaussian elimination. */
  derivable(): KnownCell[] {
    const basis = new Map<number, Float64Array>();
    for (const { sums, answer } of this.#cells) {
      if (answer.suppressed) continue;
      const row = reduce(this.#row(sums), basis);
      const pivot = row.findIndex((value) => Math.abs(value) > 1e-9);
      if (pivot >= 0)
        basis.set(
          pivot,
          row.map((value) => value / (row[pivot] as number)),
        );
    }
    return this.withheld.filter(({ sums }) =>
      reduce(this.#row(sums), basis).every((value) => Math.abs(value) < 1e-9),
    );
  }

  #row(sums: readonly number[]): Float64Array {
    const row = new Float64Array(this.#unknowns);
    for (const unknown of sums) row[unknown] = 1;
    return row;
  }

  #solve(direction: "Minimize" | "Maximize", sums: readonly number[]): number {
    const problem = `${direction}\n obj: ${linear(sums)}\nSubject To\n${this.#constraints}\nEnd`;
    const { Status, ObjectiveValue } = highs.solve(problem);
    if (Status === "Unbounded") return Number.POSITIVE_INFINITY;
    if (Status !== "Optimal") throw new Error(`the answers contradict one another: ${Status}`);
    return ObjectiveValue;
  }
}

/** A sum of unknowns in LP format, broken into lines that the format allows. */
function linear(sums: readonly number[]): string {
  return sums.map((unknown, at) => `${at % 20 === 19 ? "\n" : ""}x${unknown}`).join(" + ");
}

function reduce(row: Float64Array, basis: ReadonlyMap<number, Float64Array>): Float64Array {
  for (const pivot of [...basis.keys()].sort((a, b) => a - b)) {
    const factor = row[pivot] as number;
    if (Math.abs(factor) < 1e-12) continue;
    const other = basis.get(pivot) as Float64Array;
    for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) - factor * (other[i] as number);
  }
  return row;
}
