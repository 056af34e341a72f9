import { type DocumentNode, type GraphQLSchema, Kind, print } from "graphql";
import { dropImpossible } from "./dropImpossible.ts";
import { mergeRootFields } from "./mergeRootFields.ts";
import { findPlanKeys, type PlanKeys } from "./PlanKeys.ts";
import { type OperationParts, resolveConditions } from "./resolveConditions.ts";

/** A client operation in the form in which it is planned. */
export interface PlannableOperation extends OperationParts {
  /** What the client calls its response keys. */
  keys: PlanKeys;
  /** Its text; undefined where it is the client's own. */
  text?: string;
}

/** Decides the conditions of an operation, joins the acts of a mutation and renames what the planner could mistake. */
export function toPlannable(
  schema: GraphQLSchema,
  original: OperationParts,
  deciding: readonly string[] | undefined,
  variables: Readonly<Record<string, unknown>>,
  plannedFieldNames: ReadonlySet<string>,
): PlannableOperation {
  const resolved = deciding ? resolveConditions(original, variables) : original;
  const isMutation = original.definition.operation === "mutation";
  const parts = dropImpossible(schema, isMutation ? mergeRootFields(resolved) : resolved);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [parts.definition, ...parts.fragments.values()],
  };
  const keys = findPlanKeys(document, plannedFieldNames);
  if (parts === original && keys.isUnchanged) return { ...original, keys };
  const renamed = keys.apply(document);
  const [definition, ...fragments] = renamed.definitions;
  return {
    definition: definition as OperationParts["definition"],
    fragments: new Map(
      fragments.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    ),
    keys,
    text: print(renamed),
  };
}
