import type { FetchNode } from "@apollo/query-planner";
import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from "graphql";
import { type ResponseFields, responseFields } from "./ResponseFields.ts";

/** What of an `_entities` operation can stand beside others in one request. */
export interface CombinableParts {
  /** Variable definitions by name (`representations` left out), as text. */
  variables: ReadonlyMap<string, string>;
  /** The selection set of `_entities`, braces and all. */
  selection: string;
}

/** An operation for a subgraph, as text to send and as facts about its answer. */
export interface SubgraphOperation {
  /** Canonical: the planner's numbering of operation names is gone, so that equal fetches have equal texts. */
  text: string;
  name?: string;
  kind: "query" | "mutation";
  /** Response keys of the answer: of an entity for an entity fetch, else of the root. */
  fields: ResponseFields;
  /** Client variables it uses. */
  variables: readonly string[];
  /** Texts of an entity's fields by type condition and response key; absent where they do not say it all. */
  selected?: ReadonlyMap<string, string>;
  /** Absent where an entity operation has to be sent alone. */
  combinable?: CombinableParts;
}

/** The planner ends a name with subgraph and position in the plan: `Q__reviews__3`. */
const unnumbered = (name: string): string => name.replace(/__\d+$/, "");

/** Reads the operation of a fetch. */
export function readSubgraphOperation(node: FetchNode): SubgraphOperation {
  const document = parse(node.operation, { noLocation: true });
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error("a fetch without an operation");
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const name = operation.name ? unnumbered(operation.name.value) : undefined;
  const entities = node.requires ? operation.selectionSet.selections[0] : undefined;
  const selectionSet = entities?.kind === Kind.FIELD ? entities.selectionSet : operation.selectionSet;
  const combinable =
    node.requires && fragments.size === 0 && !node.contextRewrites ? combinableParts(operation) : undefined;
  const selected = selectionSet && node.requires ? selectedFields(selectionSet) : undefined;
  const text = name
    ? node.operation.replace(new RegExp(`^(\\s*\\w+\\s+)${operation.name?.value}\\b`), `$1${name}`)
    : node.operation;
  return {
    text,
    ...(name ? { name } : {}),
    kind: node.operationKind === "mutation" ? "mutation" : "query",
    fields: selectionSet ? responseFields(selectionSet, fragments) : new Map(),
    variables: node.variableUsages ?? [],
    ...(combinable ? { combinable } : {}),
    ...(combinable && selected ? { selected } : {}),
  };
}

/** The fields of entities, each as text; undefined where directives decide about several at once. */
function selectedFields(
  { selections }: SelectionSetNode,
  condition = "",
  into = new Map<string, string>(),
): ReadonlyMap<string, string> | undefined {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const place = `${condition} ${selection.alias?.value ?? selection.name.value}`;
      const text = print(selection);
      if ((into.get(place) ?? text) !== text) return undefined;
      into.set(place, text);
    } else if (selection.kind === Kind.FRAGMENT_SPREAD || selection.directives?.length) return undefined;
    else {
      const inner = selection.typeCondition
        ? `${condition} ${selection.typeCondition.name.value}`
        : condition;
      if (!selectedFields(selection.selectionSet, inner, into)) return undefined;
    }
  }
  return into;
}

function combinableParts(operation: OperationDefinitionNode): CombinableParts | undefined {
  const [entities, ...others] = operation.selectionSet.selections;
  const isPlain = entities?.kind === Kind.FIELD && others.length === 0 && !operation.directives?.length;
  if (!isPlain || entities.directives?.length || !entities.selectionSet) return undefined;
  return {
    variables: new Map(
      (operation.variableDefinitions ?? [])
        .filter(({ variable }) => variable.name.value !== "representations")
        .map((definition) => [definition.variable.name.value, stripIgnoredCharacters(print(definition))]),
    ),
    selection: stripIgnoredCharacters(print(entities.selectionSet)),
  };
}
