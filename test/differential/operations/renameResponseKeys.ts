import { Kind, parse, print, visit } from "graphql";
import type { ClientOperation } from "../graph/apolloExecutor.ts";

/**
 * The same operation with response keys that no field of any schema has: what the planner adds for itself (keys, required
 * fields) cannot meet what the client asked for.
 */
export function renameResponseKeys(operation: ClientOperation): ClientOperation {
  const renamed = new Map<string, string>();
  const document = visit(parse(operation.source), {
    Field(node) {
      const key = node.alias?.value ?? node.name.value;
      if (node.name.value.startsWith("__") && !node.alias) return undefined;
      if (!renamed.has(key)) renamed.set(key, `k_${renamed.size}`);
      return { ...node, alias: { kind: Kind.NAME, value: renamed.get(key) as string } };
    },
  });
  return { ...operation, source: print(document) };
}
