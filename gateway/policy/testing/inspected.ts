import { type DocumentNode, type GraphQLSchema, isAbstractType, Kind } from "graphql";
import type { InspectedOperation } from "../guard/OperationRule.ts";
import type { PolicyIndex } from "../PolicyIndex.ts";

/** The first operation of a document as rules are shown it. */
export function inspected(
  schema: GraphQLSchema,
  document: DocumentNode,
  index: Partial<PolicyIndex> = {},
): InspectedOperation {
  const { definitions } = document;
  const definition = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!definition) throw new Error("the document has no operation");
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const named = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const none = new Map<string, never>();
  return {
    schema,
    possibleTypes: Object.fromEntries(
      abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
    ),
    index: { access: none, classified: none, cost: none, listSize: none, ...index },
    definition,
    fragments: Object.fromEntries(named.map((node) => [node.name.value, node])),
    hash: "",
  };
}
