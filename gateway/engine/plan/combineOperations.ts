import type { CombinableParts, SubgraphOperation } from "./SubgraphOperation.ts";

/**
 * Writes several `_entities` operations as one: `_e0: _entities(representations: $_r0) {…} _e1: …`. Variables of the client
 * are declared once. Undefined where two declare one variable differently or one has to be sent alone.
 */
export function combineOperations(operations: readonly SubgraphOperation[]): SubgraphOperation | undefined {
  const variables = new Map<string, string>();
  const fields: string[] = [];
  for (const [index, { combinable }] of operations.entries()) {
    if (!combinable || !addVariables(variables, combinable)) return undefined;
    if (variables.has(`_r${index}`)) return undefined;
    variables.set(`_r${index}`, `$_r${index}:[_Any!]!`);
    fields.push(`_e${index}:_entities(representations:$_r${index})${combinable.selection}`);
  }
  const { name } = operations[0] as SubgraphOperation;
  return {
    text: `query${name ? ` ${name}` : ""}(${[...variables.values()].join("")}){${fields.join(" ")}}`,
    ...(name ? { name } : {}),
    kind: "query",
    fields: new Map(),
    variables: [...new Set(operations.flatMap((operation) => operation.variables))],
  };
}

function addVariables(into: Map<string, string>, { variables }: CombinableParts): boolean {
  for (const [name, text] of variables) {
    if ((into.get(name) ?? text) !== text) return false;
    into.set(name, text);
  }
  return true;
}
