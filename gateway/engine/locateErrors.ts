import { type DocumentNode, type GraphQLFormattedError, Kind, type SelectionSetNode } from "graphql";

/** What the planner sent to a subgraph: enough to say where in the answer its result would have stood. */
export interface SentOperation {
  document: DocumentNode;
  variables: Record<string, unknown>;
}

/**
 * A place in a subgraph's answer for an error that names none: the first field the operation asked for
 * (of the first entity, for a fetch of entities). The gateway turns it into a place in the client's answer.
 */
export function firstPath({ document, variables }: SentOperation): (string | number)[] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [root, entitySelections] = operation ? firstField(operation.selectionSet) : [];
  if (root === undefined) return [];
  if (root !== "_entities") return [root];
  const [representation] = (variables.representations ?? []) as { __typename?: string }[];
  const [field] = entitySelections ? firstField(entitySelections, representation?.__typename) : [];
  return field === undefined ? [root, 0] : [root, 0, field];
}

/** Response key and selections of the first field, looking into inline fragments that fit the type. */
function firstField(selections: SelectionSetNode, typename?: string): [string?, SelectionSetNode?] {
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD && selection.name.value !== "__typename") {
      return [selection.alias?.value ?? selection.name.value, selection.selectionSet];
    }
    if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
    const condition = selection.typeCondition?.name.value;
    if (typename && condition && condition !== typename) continue;
    const found = firstField(selection.selectionSet, typename);
    if (found[0] !== undefined) return found;
  }
  return [];
}

/**
 * The errors, each with a path: their own, or the first one the operation could have failed at.
 * Line numbers are left out: they point into the planner's operation, which the client never saw.
 */
export function locateErrors(
  errors: readonly GraphQLFormattedError[],
  sent: SentOperation,
): GraphQLFormattedError[] {
  return errors.map(({ locations: _, ...error }) => ({
    ...error,
    path: error.path && error.path.length > 0 ? error.path : firstPath(sent),
  }));
}
