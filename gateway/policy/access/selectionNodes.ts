import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from "graphql";

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;

/** `... on Type { … }` */
export function onType({ name }: GraphQLNamedType, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(name) },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

/** The field without its `@skip` and `@include`. */
export function withoutConditions({ directives = [], ...field }: FieldNode): FieldNode {
  const kept = directives.filter(({ name }) => name.value !== "skip" && name.value !== "include");
  return { ...field, directives: kept };
}

/** A document of one operation with the fragments and variables it still uses. */
export function documentOf(
  definition: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): DocumentNode {
  const used = new Map<string, FragmentDefinitionNode>();
  const variables = new Set<string>();
  const note = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread({ name }) {
        const fragment = fragments[name.value];
        if (!fragment || used.has(name.value)) return;
        used.set(name.value, fragment);
        note(fragment);
      },
    });
  };
  note(definition);
  const variableDefinitions = definition.variableDefinitions?.filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...definition, variableDefinitions }, ...used.values()],
  };
}
