import { type ConstDirectiveNode, Kind, parse, print, visit } from "graphql";

/**
 * The supergraph as the planner should see it: `@key`s marked `resolvable: false` are taken off. The planner (2.14.4) may
 * otherwise re-enter a subgraph by such a key after a `@requires` (`getLocallySatisfiableKey` does not look at the
 * mark), and the subgraph has no resolver for it. A key is only needed where it can be resolved: other subgraphs' keys
 * are matched against fields, not against this mark.
 */
export function mendSupergraph(supergraphSdl: string): string {
  if (!/resolvable:\s*false/.test(supergraphSdl)) return supergraphSdl;
  const mended = visit(parse(supergraphSdl, { noLocation: true }), {
    Directive(node) {
      if (node.name.value !== "join__type" || !isUnresolvable(node as ConstDirectiveNode)) return undefined;
      return {
        ...node,
        arguments: node.arguments?.filter(({ name }) => name.value !== "key" && name.value !== "resolvable"),
      };
    },
  });
  return print(mended);
}

/** An interface object has to keep its key, or the planner does not take the supergraph. */
function isUnresolvable(directive: ConstDirectiveNode): boolean {
  return isGiven(directive, "resolvable", false) && !isGiven(directive, "isInterfaceObject", true);
}

function isGiven(
  { arguments: given = [] }: ConstDirectiveNode,
  argument: string,
  expected: boolean,
): boolean {
  return given.some(
    ({ name, value }) => name.value === argument && value.kind === Kind.BOOLEAN && value.value === expected,
  );
}
