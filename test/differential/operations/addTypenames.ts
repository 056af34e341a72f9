import { Kind, parse, print, visit } from "graphql";
import type { ClientOperation } from "../graph/apolloExecutor.ts";

/** The same operation, asking every object below the root for its type as well. */
export function addTypenames(operation: ClientOperation): ClientOperation {
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } } as const;
  const document = visit(parse(operation.source), {
    Field: {
      leave: (node) =>
        node.selectionSet && !node.name.value.startsWith("__")
          ? {
              ...node,
              selectionSet: { ...node.selectionSet, selections: [typename, ...node.selectionSet.selections] },
            }
          : undefined,
    },
  });
  return { ...operation, source: print(document) };
}
