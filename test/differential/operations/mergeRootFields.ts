import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  Kind,
  parse,
  print,
  type SelectionNode,
} from "graphql";
import type { ClientOperation } from "../graph/apolloExecutor.ts";

/** The same operation with each root field written once, fragments and conditions of the root level resolved. */
export function mergeRootFields(schema: GraphQLSchema, operation: ClientOperation): ClientOperation {
  const document = parse(operation.source);
  const definition = getOperationAST(document, operation.operationName);
  if (!definition) return operation;
  const { coerced = {} } = getVariableValues(
    schema,
    definition.variableDefinitions ?? [],
    operation.variables,
  );
  const fragments = new Map(
    document.definitions
      .filter((other): other is FragmentDefinitionNode => other.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const fields = new Map<string, FieldNode>();
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (getDirectiveValues(GraphQLSkipDirective, selection, coerced)?.if === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, selection, coerced)?.if === false) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet.selections);
      else if (selection.kind === Kind.FRAGMENT_SPREAD)
        collect(fragments.get(selection.name.value)?.selectionSet.selections ?? []);
      else addField(selection);
    }
  };
  const addField = (field: FieldNode): void => {
    const key = field.alias?.value ?? field.name.value;
    const before = fields.get(key)?.selectionSet?.selections ?? [];
    const selections = [...before, ...(field.selectionSet?.selections ?? [])];
    fields.set(key, {
      ...field,
      directives: [],
      ...(field.selectionSet ? { selectionSet: { kind: Kind.SELECTION_SET, selections } } : {}),
    });
  };
  collect(definition.selectionSet.selections);
  const merged = {
    ...definition,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...fields.values()] } as const,
  };
  return {
    ...operation,
    source: print({
      ...document,
      definitions: document.definitions.map((other) => (other === definition ? merged : other)),
    }),
  };
}
