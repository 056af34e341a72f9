import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** What a definition has once its fragments are expanded. */
export interface ExpandedCounts {
  selections: number;
  aliases: number;
  directives: number;
  /** Fields at the top. */
  topFields: number;
  depth: number;
}

/**
 * Makes what counts a definition of a document with its fragments expanded, without expanding them: each fragment is counted
 * once, however often it is spread, so the work is that of reading the document. Counts of a bomb may be infinite.
 * @throws GraphQLError `GRAPHQL_VALIDATION_FAILED` from the count, for a fragment that spreads itself
 */
export function createExpandedCounter(document: DocumentNode) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const known = new Map<string, ExpandedCounts | "under way">();

  const countFragment = (name: string): ExpandedCounts | undefined => {
    const counted = known.get(name);
    if (counted === "under way") throw spreadsItself(name);
    if (counted) return counted;
    const fragment = fragments.get(name);
    if (!fragment) return undefined; // validation will name it
    known.set(name, "under way");
    const counts = countOf(fragment);
    known.set(name, counts);
    return counts;
  };

  const addSelections = (counts: ExpandedCounts, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      counts.selections += 1;
      counts.directives += directivesOf(selection);
      if (selection.kind === Kind.FIELD) {
        counts.topFields += 1;
        if (selection.alias) counts.aliases += 1;
        const below = emptyCounts();
        if (selection.selectionSet) addSelections(below, selection.selectionSet);
        addBelow(counts, { ...below, topFields: 0, depth: below.depth + 1 });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) addSelections(counts, selection.selectionSet);
      else {
        const spread = countFragment(selection.name.value);
        if (spread) addBelow(counts, spread);
      }
    }
  };

  const countOf = (definition: OperationDefinitionNode | FragmentDefinitionNode): ExpandedCounts => {
    const counts = emptyCounts();
    counts.directives = directivesOf(definition);
    for (const variable of definition.variableDefinitions ?? []) counts.directives += directivesOf(variable);
    addSelections(counts, definition.selectionSet);
    return counts;
  };

  return (definition: OperationDefinitionNode | FragmentDefinitionNode): ExpandedCounts =>
    (definition.kind === Kind.FRAGMENT_DEFINITION && countFragment(definition.name.value)) ||
    countOf(definition);
}

const emptyCounts = (): ExpandedCounts => ({
  selections: 0,
  aliases: 0,
  directives: 0,
  topFields: 0,
  depth: 0,
});

function addBelow(counts: ExpandedCounts, below: ExpandedCounts): void {
  counts.selections += below.selections;
  counts.aliases += below.aliases;
  counts.directives += below.directives;
  counts.topFields += below.topFields;
  counts.depth = Math.max(counts.depth, below.depth);
}

const directivesOf = ({ directives }: { directives?: readonly DirectiveNode[] }): number =>
  directives?.length ?? 0;

const spreadsItself = (name: string): GraphQLError =>
  new GraphQLError(`Cannot spread fragment "${name}" within itself.`, {
    extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
  });
