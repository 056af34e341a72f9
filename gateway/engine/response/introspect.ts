import {
  type DocumentNode,
  execute,
  type FieldNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import type { JsonObject } from "../codegen.ts";
import { type CollectContext, collectFields } from "./collectFields.ts";

/** Answers `__schema` and `__type` of an operation, by response key; the values are shared between requests. */
export type Introspection = (variables: JsonObject) => JsonObject;

const NOTHING: JsonObject = {};

/**
 * Makes the introspection part of an operation: graphql-js answers it on the API schema, mostly once unless it has variables.
 * Undefined where the operation does not introspect.
 */
export function compileIntrospection(
  context: CollectContext,
  rootType: GraphQLObjectType,
  operation: OperationDefinitionNode,
): Introspection | undefined {
  const { schema, fragments } = context;
  const collected = collectFields(context, rootType, [operation.selectionSet]);
  const selections = [...collected.values()].flat().filter(isIntrospection);
  if (selections.length === 0) return undefined;
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections } },
      ...fragments.values(),
    ],
  };
  const answer = (variableValues: JsonObject): JsonObject => {
    const result = execute({ schema, document, variableValues });
    return "data" in result && result.data ? result.data : NOTHING;
  };
  if (operation.variableDefinitions?.length) return answer;
  // As long as memory is not needed for anything else: an answer is much larger than its question.
  let answered: WeakRef<JsonObject> | undefined;
  return () => {
    const known = answered?.deref();
    if (known) return known;
    const made = answer({});
    answered = new WeakRef(made);
    return made;
  };
}

const isIntrospection = ({ name }: FieldNode): boolean =>
  name.value === "__schema" || name.value === "__type";
