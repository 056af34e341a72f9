import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { InspectedOperation } from "../guard/OperationRule.ts";
import type { AccessRule } from "../PolicyIndex.ts";

/**
 * The elements with a rule that an operation may touch, whatever its variables are: the types and fields it names, and
 * those of every object its interfaces and unions may stand for. Usually none.
 */
export function restrictedElements({
  schema,
  index,
  definition,
  fragments,
}: Pick<InspectedOperation, "schema" | "index" | "definition" | "fragments">): Map<string, AccessRule> {
  const found = new Map<string, AccessRule>();
  if (index.access.size === 0) return found;
  const visited = new Set<string>();
  const add = (coordinate: string): void => {
    const rule = index.access.get(coordinate);
    if (rule) found.set(coordinate, rule);
  };
  const addType = (type: GraphQLCompositeType): void => {
    add(type.name);
    for (const { name } of objectTypes(schema, type)) add(name);
  };
  const visit = (type: GraphQLCompositeType, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const field = isUnionType(type) ? undefined : type.getFields()[name];
        if (!field) continue;
        add(`${type.name}.${name}`);
        for (const object of objectTypes(schema, type)) add(`${object.name}.${name}`);
        const returned = getNamedType(field.type);
        if (!isCompositeType(returned)) add(returned.name);
        else if (selection.selectionSet) {
          addType(returned);
          visit(returned, selection.selectionSet);
        }
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      if (!fragment) continue;
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      const inner = isCompositeType(condition) ? condition : type;
      addType(inner);
      visit(inner, fragment.selectionSet);
    }
  };
  const root = schema.getRootType(definition.operation);
  if (root) {
    add(root.name);
    visit(root, definition.selectionSet);
  }
  return found;
}

/** The object types a value of this type may have. */
export function objectTypes(schema: GraphQLSchema, type: GraphQLCompositeType) {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}
