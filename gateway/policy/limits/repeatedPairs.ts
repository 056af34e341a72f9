import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from "graphql";

/** Selections that end up at one place of the answer. */
interface Place {
  fields: number;
  below: SelectionSetNode[];
}

/**
 * How many pairs of fields of one response name a validator has to compare, whatever the types: each pair at one place of the
 * answer ("Field Selection Merging", GraphQL spec §5.3.2). Expands fragments, which must be acyclic and few enough;
 * stops counting beyond `most`.
 */
export function countRepeatedPairs({ definitions }: DocumentNode, most: number): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let pairs = 0;

  const collect = ({ selections }: SelectionSetNode, places: Map<string, Place>): void => {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, places);
        continue;
      }
      const name = selection.alias?.value ?? selection.name.value;
      let place = places.get(name);
      if (!place) {
        place = { fields: 0, below: [] };
        places.set(name, place);
      }
      pairs += place.fields;
      place.fields += 1;
      if (selection.selectionSet) place.below.push(selection.selectionSet);
    }
  };

  const count = (sets: readonly SelectionSetNode[]): void => {
    const places = new Map<string, Place>();
    for (const set of sets) collect(set, places);
    for (const { below } of places.values()) {
      if (pairs > most) return;
      if (below.length > 0) count(below);
    }
  };

  for (const definition of definitions) if ("selectionSet" in definition) count([definition.selectionSet]);
  return pairs;
}
