import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** A field as it was selected, and the type it was selected on: an object may be reached through its interfaces too. */
export interface Selected {
  node: FieldNode;
  parent: GraphQLCompositeType;
}

export interface SelectionContext {
  schema: GraphQLSchema;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Values of the variables that `@skip` and `@include` ask. */
  conditions: Readonly<Record<string, unknown>>;
}

/** `CollectFields` of the GraphQL specification (6.3.2), by response key, each selection with the type it was made on. */
export function collectSelections(
  context: SelectionContext,
  object: GraphQLObjectType,
  declared: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): Map<string, Selected[]> {
  const { schema, fragments } = context;
  const collected = new Map<string, Selected[]>();
  const visited = new Set<string>();
  const collect = (parent: GraphQLCompositeType, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, context)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const known = collected.get(key);
        if (known) known.push({ node: selection, parent });
        else collected.set(key, [{ node: selection, parent }]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      if (!fragment) continue;
      const named = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      const condition = isCompositeType(named) ? named : parent;
      const applies =
        condition === object || (isAbstractType(condition) && schema.isSubType(condition, object));
      if (applies) collect(condition, fragment.selectionSet);
    }
  };
  for (const selectionSet of selectionSets) collect(declared, selectionSet);
  return collected;
}

function isIncluded(selection: SelectionNode, { conditions }: SelectionContext): boolean {
  if (!selection.directives?.length) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, conditions)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, conditions)?.if !== false
  );
}
