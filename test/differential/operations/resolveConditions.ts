import {
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
  visit,
} from "graphql";
import type { ClientOperation } from "../graph/apolloExecutor.ts";

/** The same operation for these variables, with every `@skip` and `@include` already decided. */
export function resolveConditions(schema: GraphQLSchema, operation: ClientOperation): ClientOperation {
  const document = parse(operation.source);
  const definition = getOperationAST(document, operation.operationName);
  const { coerced = {} } = getVariableValues(
    schema,
    definition?.variableDefinitions ?? [],
    operation.variables,
  );
  const decide = (node: SelectionNode) => {
    if (!node.directives?.length) return undefined;
    const isOut =
      getDirectiveValues(GraphQLSkipDirective, node, coerced)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, node, coerced)?.if === false;
    return isOut ? null : { ...node, directives: [] };
  };
  const decided = visit(document, { Field: decide, InlineFragment: decide, FragmentSpread: decide });
  // A selection that lost everything answers an empty object, as one that selects nothing but what is left out.
  const nothing = parse("{ ... @include(if: false) { __typename } }").definitions[0];
  const filled = visit(decided, {
    SelectionSet: (node) =>
      node.selections.length === 0 && nothing?.kind === Kind.OPERATION_DEFINITION
        ? nothing.selectionSet
        : undefined,
  });
  return { ...operation, source: print(filled) };
}
