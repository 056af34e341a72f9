import { type FieldNode, Kind, type SelectionSetNode } from "graphql";
import { responseKey } from "../response/collectFields.ts";
import type { OperationParts } from "./resolveConditions.ts";

/**
 * The operation with each root field once, fragments written out: a mutation that names one act in several places means one
 * act, which the planner (2.14.4) may plan as several. Conditions have to be decided before. The root is one object type,
 * so whatever a fragment's condition is, it holds.
 */
export function mergeRootFields({ definition, fragments }: OperationParts): OperationParts {
  const merged = new Map<string, FieldNode>();
  const add = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) add(fragment.selectionSet);
      } else {
        const key = responseKey(selection);
        merged.set(key, joined(merged.get(key), selection));
      }
    }
  };
  add(definition.selectionSet);
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [...merged.values()] };
  return { definition: { ...definition, selectionSet }, fragments };
}

function joined(first: FieldNode | undefined, second: FieldNode): FieldNode {
  if (!first?.selectionSet || !second.selectionSet) return first ?? second;
  const selections = [...first.selectionSet.selections, ...second.selectionSet.selections];
  return { ...first, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}
