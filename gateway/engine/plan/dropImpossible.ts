import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { type OperationParts, TYPENAME } from "./resolveConditions.ts";

/** Selections an operation may grow to when fragments are written out; beyond, it is refused. */
const MAX_SELECTIONS = 50_000;

/** A selection set for a place: the type it stands on, and the object types that can get there. */
interface Place {
  type: GraphQLCompositeType;
  possible: readonly string[];
}

/**
 * Leaves out fragments that no object can get to, because the conditions around them exclude one another: valid GraphQL, since
 * each fits the next one, but the planner (2.14.4) throws. The operation itself comes back where there are none. A named
 * fragment is only written out where it has to lose something.
 * @throws Error when the operation would become too large
 */
export function dropImpossible(schema: GraphQLSchema, parts: OperationParts): OperationParts {
  const { definition, fragments } = parts;
  const known = new Map<string, SelectionSetNode | undefined>();
  let written = 0;

  const possibleOf = (type: GraphQLCompositeType): string[] =>
    isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];

  /** The place inside a fragment, undefined where nothing gets there. */
  const inside = (place: Place, condition: string | undefined): Place | undefined => {
    if (condition === undefined) return place;
    const type = schema.getType(condition);
    if (!isCompositeType(type)) return place;
    const own = new Set(possibleOf(type));
    const possible = place.possible.filter((name) => own.has(name));
    return possible.length > 0 ? { type, possible } : undefined;
  };

  const ofFragment = (name: string, place: Place): SelectionSetNode | undefined => {
    const key = `${name} ${place.type.name} ${place.possible.join()}`;
    const fragment = fragments.get(name);
    if (!known.has(key) && fragment) known.set(key, prune(fragment.selectionSet, place));
    return known.get(key);
  };

  const pruneField = (field: FieldNode, { type }: Place): FieldNode => {
    const definedType = isUnionType(type) ? undefined : type.getFields()[field.name.value]?.type;
    const fieldType = definedType && getNamedType(definedType);
    if (!field.selectionSet || !isCompositeType(fieldType)) return field;
    const place = { type: fieldType, possible: possibleOf(fieldType) };
    const selectionSet = prune(field.selectionSet, place) ?? {
      kind: Kind.SELECTION_SET,
      selections: [TYPENAME],
    };
    return selectionSet === field.selectionSet ? field : { ...field, selectionSet };
  };

  const pruneOne = (selection: SelectionNode, place: Place): SelectionNode | undefined => {
    if (selection.kind === Kind.FIELD) return pruneField(selection, place);
    const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
    const fragment = isSpread ? fragments.get(selection.name.value) : selection;
    const inner = fragment && inside(place, fragment.typeCondition?.name.value);
    if (!fragment || !inner) return undefined;
    const selectionSet = isSpread
      ? ofFragment(selection.name.value, inner)
      : prune(selection.selectionSet, inner);
    if (!selectionSet) return undefined;
    if (selectionSet === fragment.selectionSet) return selection;
    const { typeCondition } = fragment;
    return { kind: Kind.INLINE_FRAGMENT, ...(typeCondition ? { typeCondition } : {}), selectionSet };
  };

  /** What is left: the very same selection set where that is everything, undefined where it is nothing. */
  const prune = (selectionSet: SelectionSetNode, place: Place): SelectionSetNode | undefined => {
    written += selectionSet.selections.length;
    if (written > MAX_SELECTIONS) throw new Error("the operation has too many selections");
    const left = selectionSet.selections.flatMap((selection) => pruneOne(selection, place) ?? []);
    if (left.length === 0) return undefined;
    const isWhole =
      left.length === selectionSet.selections.length &&
      left.every((selection, index) => selection === selectionSet.selections[index]);
    return isWhole ? selectionSet : { kind: Kind.SELECTION_SET, selections: left };
  };

  const rootType = schema.getRootType(definition.operation);
  if (!rootType || definition.selectionSet.selections.length === 0) return parts;
  const selectionSet = prune(definition.selectionSet, { type: rootType, possible: [rootType.name] });
  if (selectionSet === definition.selectionSet) return parts;
  return {
    definition: { ...definition, selectionSet: selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] } },
    fragments: usedFragments(selectionSet, fragments),
  };
}

/** The fragments still spread: others may hold what was left out, and the planner reads all it is given. */
function usedFragments(
  selectionSet: SelectionSetNode | undefined,
  fragments: OperationParts["fragments"],
): OperationParts["fragments"] {
  const used = new Map<string, NonNullable<ReturnType<OperationParts["fragments"]["get"]>>>();
  const add = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet) add(selection.selectionSet);
        continue;
      }
      const fragment = fragments.get(selection.name.value);
      if (!fragment || used.has(selection.name.value)) continue;
      used.set(selection.name.value, fragment);
      add(fragment.selectionSet);
    }
  };
  if (selectionSet) add(selectionSet);
  return used;
}
