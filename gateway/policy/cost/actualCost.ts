import { amountFor, holdsFor, type Variables } from "./Amount.ts";
import type { SelectionCost } from "./OperationCost.ts";

/**
 * What an answer cost by the same weights, its lists as long as they really are. Of fields asked of several types only
 * those count that the answer has.
 */
export function actualCost(selection: SelectionCost, data: unknown, variables: Variables): number {
  if (typeof data !== "object" || data === null) return 0;
  const answer = data as Readonly<Record<string, unknown>>;
  let total = 0;
  const counted = new Set<string>();
  for (const { key, condition, types, once, each, below } of selection.fields) {
    if (!holdsFor(condition, variables) || (types && (counted.has(key) || !Object.hasOwn(answer, key))))
      continue;
    if (types) counted.add(key);
    total += amountFor(once, variables);
    forEachItem(answer[key], (item) => {
      total += each + actualCost(below, item, variables);
    });
  }
  return total;
}

function forEachItem(value: unknown, count: (item: unknown) => void): void {
  if (Array.isArray(value)) for (const item of value) forEachItem(item, count);
  else if (value !== null && value !== undefined) count(value);
}
