import {
  buildASTSchema,
  type ConstDirectiveNode,
  graphqlSync,
  Kind,
  parse,
  print,
  valueFromASTUntyped,
} from "graphql";
import type { AppliedDirective } from "../../planner/describeDirectives.ts";
import type { GuardedGraph } from "../guard/createGuard.ts";

/** A schema with policy directives as the guard sees a supergraph, its operations run by graphql-js over `root`. */
export function guardedSchema(sdl: string, root: object = {}): GuardedGraph & { executed: string[] } {
  const document = parse(sdl);
  const directives: AppliedDirective[] = [];
  const add = (coordinate: string, applied: readonly ConstDirectiveNode[] = []): void => {
    for (const { name, arguments: given = [] } of applied) {
      const args = Object.fromEntries(given.map((one) => [one.name.value, valueFromASTUntyped(one.value)]));
      directives.push({ coordinate, name: name.value, args, subgraphs: ["test"] });
    }
  };
  for (const type of document.definitions) {
    if (!("name" in type) || !type.name || type.kind === Kind.DIRECTIVE_DEFINITION) continue;
    add(type.name.value, type.directives as readonly ConstDirectiveNode[]);
    if (!("fields" in type)) continue;
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      add(coordinate, field.directives);
      if (field.kind === Kind.FIELD_DEFINITION)
        for (const argument of field.arguments ?? [])
          add(`${coordinate}(${argument.name.value}:)`, argument.directives);
    }
  }
  const apiSchema = buildASTSchema(document, { assumeValidSDL: true });
  const executed: string[] = [];
  return {
    apiSchema,
    directives,
    possibleTypes: Object.fromEntries(
      Object.values(apiSchema.getTypeMap())
        .filter((type) => "getTypes" in type || type.astNode?.kind === Kind.INTERFACE_TYPE_DEFINITION)
        .map((type) => [type.name, apiSchema.getPossibleTypes(type as never).map(({ name }) => name)]),
    ),
    executed,
    async execute({ document, variables, operationName }) {
      executed.push(print(document));
      return graphqlSync({
        schema: apiSchema,
        source: print(document),
        rootValue: root,
        variableValues: variables,
        ...(operationName ? { operationName } : {}),
      });
    },
  };
}
