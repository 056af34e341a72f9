import { type DocumentNode, GraphQLError, getOperationAST, type OperationDefinitionNode } from "graphql";

/**
 * The operation of a document that a request asks for: the named one, or the only one (GraphQL specification §6.1, GetOperation).
 * Whoever judges an operation and whoever runs it must find it here, or what is judged is not what runs.
 * @throws GraphQLError `OPERATION_RESOLUTION_FAILURE` where there is no such operation, or the request does not say which of several
 */
export function resolveOperation(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode {
  const definition = getOperationAST(document, operationName);
  if (definition) return definition;
  throw new GraphQLError("name one of the document's operations in operationName", {
    extensions: { code: "OPERATION_RESOLUTION_FAILURE" },
  });
}
