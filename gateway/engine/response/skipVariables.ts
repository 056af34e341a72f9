import { type ASTNode, Kind, visit } from "graphql";

const isCondition = (directive: string): boolean => directive === "skip" || directive === "include";

/** The variables that `@skip` and `@include` ask; undefined where there is no such directive, literals included. */
export function skipVariables(nodes: Iterable<ASTNode>): string[] | undefined {
  const names = new Set<string>();
  let isConditional = false;
  for (const node of nodes) {
    visit(node, {
      Directive({ name, arguments: given = [] }) {
        if (!isCondition(name.value)) return;
        isConditional = true;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return isConditional ? [...names].sort() : undefined;
}
