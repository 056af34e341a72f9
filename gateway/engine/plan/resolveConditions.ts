import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { isIncluded } from "../response/collectFields.ts";
import type { Fragments } from "./ResponseFields.ts";

/** An operation and its fragments, without the rest of their document. */
export interface OperationParts {
  definition: OperationDefinitionNode;
  fragments: Fragments;
}

/** Stands where a field's whole selection is left out: the field itself is still asked for. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };

/**
 * The operation that is left when every `@skip` and `@include` is decided. The planner (2.14.4) is only given such operations:
 * it fetches fields that are left out, lets what they require hold up their neighbours, and may run a mutation twice that is
 * asked for once with and once without a condition.
 */
export function resolveConditions(
  { definition, fragments }: OperationParts,
  variables: Readonly<Record<string, unknown>>,
): OperationParts {
  const resolved = new Map<string, FragmentDefinitionNode | undefined>();

  /** The fragment with what is left of it, undefined where nothing is. */
  const fragmentOf = (name: string): FragmentDefinitionNode | undefined => {
    if (!resolved.has(name)) {
      const fragment = fragments.get(name);
      const selectionSet = fragment && resolve(fragment.selectionSet);
      resolved.set(name, selectionSet && { ...fragment, selectionSet });
    }
    return resolved.get(name);
  };

  const resolve = ({ selections }: SelectionSetNode): SelectionSetNode | undefined => {
    const left = selections.flatMap((selection): SelectionNode[] => {
      if (!isIncluded(selection, { variables })) return [];
      const directives = (selection.directives ?? []).filter(({ name }) => !isCondition(name.value));
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return fragmentOf(selection.name.value) ? [{ ...selection, directives }] : [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const selectionSet = resolve(selection.selectionSet);
        return selectionSet ? [{ ...selection, directives, selectionSet }] : [];
      }
      if (!selection.selectionSet) return [{ ...selection, directives }];
      const selectionSet = resolve(selection.selectionSet) ?? selectionSetOf([TYPENAME]);
      return [{ ...selection, directives, selectionSet }];
    });
    return left.length > 0 ? selectionSetOf(left) : undefined;
  };

  const selectionSet = resolve(definition.selectionSet) ?? selectionSetOf([]);
  for (const name of fragments.keys()) fragmentOf(name);
  return {
    definition: { ...definition, selectionSet },
    fragments: new Map([...resolved].flatMap(([name, fragment]) => (fragment ? [[name, fragment]] : []))),
  };
}

const isCondition = (directive: string): boolean => directive === "skip" || directive === "include";

function selectionSetOf(selections: SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}
