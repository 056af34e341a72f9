import { GraphQLError, Kind, type SelectionSetNode } from "graphql";
import { hasScope } from "../../../subgraphs/kit/caller/Caller.ts";
import type { InspectedOperation, OperationRule } from "../guard/OperationRule.ts";

/**
 * Who may ask for the schema: everybody, nobody, or who has the scope `schema:read`. A request that may not is refused
 * whole, whatever else it asks and whether or not its conditions would have let the question through.
 */
export function createIntrospectionRule(mode: "on" | "off" | "scope"): OperationRule {
  return {
    name: "introspection",
    inspect(operation) {
      if (mode === "on" || !introspects(operation)) return undefined;
      return {
        before({ caller }) {
          if (mode === "scope" && hasScope(caller, "schema:read")) return undefined;
          const isScope = mode === "scope";
          throw new GraphQLError(
            isScope ? "introspection needs the scope schema:read" : "introspection is switched off here",
            {
              extensions: { code: "FORBIDDEN", ...(isScope ? { requiredScopes: [["schema:read"]] } : {}) },
            },
          );
        },
      };
    },
  };
}

/** `__schema` and `__type` are fields of the query type alone: looked for at the root and in its fragments. */
function introspects({ definition, fragments }: InspectedOperation): boolean {
  const visited = new Set<string>();
  const finds = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return /^__(schema|type)$/.test(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return finds(selection.selectionSet);
      const { value } = selection.name;
      if (visited.has(value)) return false;
      visited.add(value);
      const fragment = fragments[value];
      return fragment !== undefined && finds(fragment.selectionSet);
    });
  return finds(definition.selectionSet);
}
