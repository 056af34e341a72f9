import {
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import type { JsonObject } from "./codegen.ts";

/** Values of all variables that have one, or what is wrong with them. */
export type CoercedVariables = { variables: JsonObject } | { errors: GraphQLError[] };

/** `CoerceVariableValues` of the GraphQL specification (6.1.2), each fault as an error of the caller. */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): CoercedVariables {
  if (variableDefinitions.length === 0) return { variables: {} };
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, given, { maxErrors: 20 });
  if (!errors) return { variables: coerced };
  const extensions = { code: "BAD_USER_INPUT" };
  return {
    errors: errors.map(
      ({ message, nodes }) => new GraphQLError(message, { nodes: nodes ?? null, extensions }),
    ),
  };
}

/** Values for the conditions of an operation that nobody asked yet: the defaults it gives, else that all is asked for. */
export function assumedVariables({ variableDefinitions = [] }: OperationDefinitionNode): JsonObject {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : true,
    ]),
  );
}
