import { type OperationDefinitionNode, valueFromASTUntyped } from "graphql";

type Variables = Readonly<Record<string, unknown>>;

/** Makes what adds an operation's own defaults to the variables of a request. */
export function variableDefaults({
  variableDefinitions = [],
}: OperationDefinitionNode): (given: Variables) => Variables {
  const defaults: Record<string, unknown> = {};
  for (const { variable, defaultValue } of variableDefinitions)
    if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
  return Object.keys(defaults).length === 0 ? (given) => given : (given) => ({ ...defaults, ...given });
}
