import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  validate,
  visit,
} from "graphql";
import type { ClientOperation } from "../graph/apolloExecutor.ts";

/** Tells whether an operation still shows the difference. */
export type StillFails = (operation: ClientOperation) => Promise<boolean>;

/** Takes away from a failing operation whatever it fails without: selections, fragments, directives, aliases, arguments. */
export async function reduceOperation(
  schema: GraphQLSchema,
  operation: ClientOperation,
  stillFails: StillFails,
): Promise<ClientOperation> {
  let smallest = operation;
  for (let tries = 0, improved = true; improved; ) {
    improved = false;
    for (const candidate of simplerOperations(smallest)) {
      if (tries++ > 3_000) return smallest;
      if (validate(schema, parse(candidate.source)).length > 0) continue;
      if (!(await stillFails(candidate))) continue;
      smallest = candidate;
      improved = true;
      break;
    }
  }
  return smallest;
}

function* simplerOperations({
  source,
  variables,
  operationName,
}: ClientOperation): Iterable<ClientOperation> {
  const document = parse(source, { noLocation: true });
  const named = { ...(operationName ? { operationName } : {}) };
  for (const changed of simplerDocuments(document)) {
    const pruned = prune(changed);
    if (hasEmptySelections(pruned)) continue;
    const declared = new Set<string>();
    visit(pruned, { VariableDefinition: ({ variable }) => void declared.add(variable.name.value) });
    const kept = Object.fromEntries(Object.entries(variables).filter(([name]) => declared.has(name)));
    yield { source: print(pruned), variables: kept, ...named };
  }
}

/** Every document that is one step simpler, the largest steps first. */
function* simplerDocuments(document: DocumentNode): Iterable<DocumentNode> {
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((definition) => [definition.name.value, definition]),
  );
  const count = countNodes(document);
  for (let target = 0; target < count; target++)
    for (const change of CHANGES) {
      const changed = changeNode(document, target, (node) => change(node, fragments));
      if (changed) yield changed;
    }
}

type Change = (
  node: SelectionNode | SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
) => SelectionNode | SelectionSetNode | null | undefined;

/** `null` removes the node, `undefined` leaves things as they are. */
const CHANGES: readonly Change[] = [
  (node) => (node.kind === Kind.SELECTION_SET ? undefined : null),
  (node, fragments) => {
    if (node.kind !== Kind.FRAGMENT_SPREAD) return undefined;
    const fragment = fragments.get(node.name.value);
    return (
      fragment && {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: fragment.typeCondition,
        selectionSet: fragment.selectionSet,
        ...(node.directives ? { directives: node.directives } : {}),
      }
    );
  },
  (node) => {
    if (node.kind !== Kind.SELECTION_SET) return undefined;
    const index = node.selections.findIndex(
      (selection) => selection.kind === Kind.INLINE_FRAGMENT && !selection.directives?.length,
    );
    const fragment = node.selections[index];
    if (fragment?.kind !== Kind.INLINE_FRAGMENT) return undefined;
    return { ...node, selections: node.selections.toSpliced(index, 1, ...fragment.selectionSet.selections) };
  },
  (node) =>
    node.kind !== Kind.SELECTION_SET && node.directives?.length ? { ...node, directives: [] } : undefined,
  (node) => {
    if (node.kind !== Kind.FIELD || !node.alias) return undefined;
    const { alias: _, ...plain } = node;
    return plain;
  },
  (node) => (node.kind === Kind.FIELD && node.arguments?.length ? { ...node, arguments: [] } : undefined),
];

const isChangeable = ({ kind }: { kind: string }) =>
  kind === Kind.FIELD ||
  kind === Kind.INLINE_FRAGMENT ||
  kind === Kind.FRAGMENT_SPREAD ||
  kind === Kind.SELECTION_SET;

function countNodes(document: DocumentNode): number {
  let count = 0;
  visit(document, { enter: (node) => void (isChangeable(node) && count++) });
  return count;
}

function changeNode(
  document: DocumentNode,
  target: number,
  change: (node: any) => unknown,
): DocumentNode | undefined {
  let index = 0;
  let isChanged = false;
  const changed = visit(document, {
    enter(node): any {
      if (!isChangeable(node) || index++ !== target) return undefined;
      const replacement = change(node);
      if (replacement === undefined) return undefined;
      isChanged = true;
      return replacement;
    },
  });
  return isChanged ? changed : undefined;
}

function hasEmptySelections(document: DocumentNode): boolean {
  let isEmpty = false;
  visit(document, {
    SelectionSet: ({ selections }) => {
      if (selections.length === 0) isEmpty = true;
    },
  });
  return isEmpty;
}

/** Drops what nothing refers to any more. */
function prune(document: DocumentNode): DocumentNode {
  const spread = new Set<string>();
  const used = new Set<string>();
  visit(document, {
    FragmentSpread: ({ name }) => void spread.add(name.value),
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  const pruned = visit(document, {
    FragmentDefinition: ({ name }) => (spread.has(name.value) ? undefined : null),
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  return pruned.definitions.length < document.definitions.length ? prune(pruned) : pruned;
}
