import {
  type FieldNode,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { InspectedOperation } from "../guard/OperationRule.ts";
import type { Classification } from "../PolicyIndex.ts";

/** One step down an answer: a response key, through any lists in between. */
export interface PlaceStep {
  key: string;
  /**
   * The object types for which the key holds this. Left out where it holds nothing else: fragments on several types
   * may give one key to different fields.
   */
  types?: readonly string[];
  /** The response key under which the answer tells the object's type, if it was asked for. */
  typeKey?: string;
}

/** Where an operation's answer holds a classified field. */
export interface ClassifiedPlace extends Classification {
  /** Of the field as asked for: `CommunitySocialWorker.name`, or `SocialWorker.name` where the interface was asked. */
  coordinate: string;
  /** The way from the root of `data` to the value. */
  path: readonly PlaceStep[];
}

/** One classified field asked on one or more object types that say the same of it. */
interface Alike {
  name: string;
  parent: GraphQLNamedType;
  types: Set<string>;
  classification: Classification;
}

interface Selected {
  field: FieldNode;
  parent: GraphQLNamedType;
  /** Object types it is selected on. */
  types: readonly string[];
}

/** Every place of the operation's answer that holds a classified field, through aliases, fragments and abstract types. */
export function classifiedPlaces(operation: InspectedOperation): ClassifiedPlace[] {
  const { schema, index, possibleTypes, fragments, definition } = operation;
  const places: ClassifiedPlace[] = [];
  if (index.classified.size === 0) return places;
  const root = schema.getRootType(definition.operation);
  if (root) descend([definition.selectionSet], root, []);
  return places;

  function typesOf({ name }: GraphQLNamedType): readonly string[] {
    return possibleTypes[name] ?? [name];
  }

  function descend(
    sets: readonly SelectionSetNode[],
    parent: GraphQLNamedType,
    path: readonly PlaceStep[],
  ): void {
    const byKey = new Map<string, Selected[]>();
    for (const set of sets) collect(set, parent, typesOf(parent), byKey);
    const all = typesOf(parent);
    const typeKey = [...byKey].find(([, selected]) =>
      selected.some(({ field, types }) => field.name.value === "__typename" && types.length === all.length),
    )?.[0];
    for (const [key, selected] of byKey) {
      /** The step, said to hold for `types` only where the key may be something else on others. */
      const step = (types: readonly string[]): PlaceStep => {
        const others = selected.some((other) => other.types.some((type) => !types.includes(type)));
        return others ? { key, types, ...(typeKey === undefined ? {} : { typeKey }) } : { key };
      };
      addPlaces(selected, step, path);
      for (const [type, group] of byReturnType(selected)) {
        const below = group.flatMap(({ field }) => field.selectionSet ?? []);
        const types = [...new Set(group.flatMap((one) => one.types))];
        if (below.length > 0) descend(below, type, [...path, step(types)]);
      }
    }
  }

  function addPlaces(
    selected: readonly Selected[],
    step: (types: readonly string[]) => PlaceStep,
    path: readonly PlaceStep[],
  ): void {
    /** Where an interface is asked, its object types mostly say the same: then that is one place. */
    const alike = new Map<string, Alike>();
    for (const { field, parent, types } of selected) {
      const name = field.name.value;
      for (const type of types) {
        const classification = classificationOf(type, name);
        if (!classification) continue;
        const likeness = JSON.stringify([name, classification]);
        const known = alike.get(likeness);
        if (known) known.types.add(type);
        else alike.set(likeness, { name, parent, types: new Set([type]), classification });
      }
    }
    for (const { name, parent, types, classification } of alike.values()) {
      const [only = "", ...more] = types;
      const coordinate = `${more.length === 0 ? only : parent.name}.${name}`;
      places.push({ coordinate, ...classification, path: [...path, step([...types])] });
    }
  }

  /** What is said of the field on the type, or else on an interface of it: nothing gets lost on the way down. */
  function classificationOf(typeName: string, field: string): Classification | undefined {
    const own = index.classified.get(`${typeName}.${field}`);
    if (own) return own;
    const type = schema.getType(typeName);
    if (!isObjectType(type)) return undefined;
    for (const { name } of type.getInterfaces()) {
      const inherited = index.classified.get(`${name}.${field}`);
      if (inherited) return inherited;
    }
    return undefined;
  }

  function collect(
    { selections }: SelectionSetNode,
    parent: GraphQLNamedType,
    types: readonly string[],
    byKey: Map<string, Selected[]>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const known = byKey.get(key);
        const one = { field: selection, parent, types };
        if (known) known.push(one);
        else byKey.set(key, [one]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      if (!fragment) continue;
      const named = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      const inner = named ?? parent;
      const within = named ? types.filter((type) => typesOf(named).includes(type)) : types;
      if (within.length > 0) collect(fragment.selectionSet, inner, within, byKey);
    }
  }

  function byReturnType(selected: readonly Selected[]): Map<GraphQLNamedType, Selected[]> {
    const groups = new Map<GraphQLNamedType, Selected[]>();
    for (const one of selected) {
      const { parent, field } = one;
      if (!isObjectType(parent) && !isInterfaceType(parent)) continue;
      const type = getNamedType(parent.getFields()[field.name.value]?.type);
      if (!type || !(isObjectType(type) || isAbstractType(type))) continue;
      const known = groups.get(type);
      if (known) known.push(one);
      else groups.set(type, [one]);
    }
    return groups;
  }
}
