import { amountFor, holdsFor, type Variables } from "./Amount.ts";
import type { SelectionCost } from "./OperationCost.ts";

/** A place of an operation and what is paid there, everything above counted, nothing below. */
export interface PathCost {
  path: string;
  cost: number;
  /** How many items there are in all. */
  items: number;
}

/** The most expensive places of an operation, the worst first. */
export function expensivePaths(selection: SelectionCost, variables: Variables, most: number): PathCost[] {
  const found: PathCost[] = [];
  const walk = ({ fields }: SelectionCost, times: number, above: string): void => {
    for (const { key, condition, once, size, each, below } of fields) {
      if (!holdsFor(condition, variables)) continue;
      const path = above ? `${above}.${key}` : key;
      const items = times * amountFor(size, variables);
      found.push({ path, items, cost: times * amountFor(once, variables) + items * each });
      walk(below, items, path);
    }
  };
  walk(selection, 1, "");
  return found.sort((first, second) => second.cost - first.cost).slice(0, most);
}
