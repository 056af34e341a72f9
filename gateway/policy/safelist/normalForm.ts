import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from "graphql";

/** An operation and the fragments it spreads, directly or not. */
export interface OperationWithFragments {
  definition: OperationDefinitionNode;
  fragments: readonly FragmentDefinitionNode[];
}

/** One operation of a document, by its name where there are several; undefined where the document has no such operation. */
export function findOperation(
  document: DocumentNode,
  operationName: string | undefined,
): OperationWithFragments | undefined {
  const definition = getOperationAST(document, operationName);
  if (!definition) return undefined;
  const known = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) known.set(one.name.value, one);
  const used = new Map<string, FragmentDefinitionNode>();
  const waiting: (OperationDefinitionNode | FragmentDefinitionNode)[] = [definition];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    visit(node, {
      FragmentSpread({ name: { value: name } }) {
        const fragment = known.get(name);
        if (!fragment || used.has(name)) return;
        used.set(name, fragment);
        waiting.push(fragment);
      },
    });
  }
  return { definition, fragments: [...used.values()] };
}

/** An operation's text whatever the layout, comments and order of fragments it came with. */
export function normalForm({ definition, fragments }: OperationWithFragments): string {
  return [print(definition), ...fragments.map(print).sort()].join("\n\n");
}
