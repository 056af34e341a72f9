import { Kind, type SelectionSetNode } from "graphql";
import type { Fragments } from "./ResponseFields.ts";

/** How many selections an operation has once every fragment is written out where it is spread; each fragment is counted once. */
export function countSelections(selectionSet: SelectionSetNode, fragments: Fragments): number {
  const counts = new Map<string, number>();
  const countOf = ({ selections }: SelectionSetNode): number => {
    let count = selections.length;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) count += countOfFragment(selection.name.value);
      else if (selection.selectionSet) count += countOf(selection.selectionSet);
    }
    return count;
  };
  const countOfFragment = (name: string): number => {
    const fragment = fragments.get(name);
    const count = counts.get(name) ?? (fragment ? countOf(fragment.selectionSet) : 0);
    counts.set(name, count);
    return count;
  };
  return countOf(selectionSet);
}
