import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, type GraphQLFieldResolver, type GraphQLTypeResolver, parse, validate } from "graphql";
import type { SubgraphResponse, SubgraphTransport } from "../../../gateway/transport/SubgraphTransport.ts";

/** How a test subgraph answers. */
export interface SubgraphBehaviour {
  typeDefs: string;
  rootValue(operation: "query" | "mutation"): unknown;
  /** The object behind a representation, or null. */
  findEntity(representation: Record<string, unknown>): unknown;
  fieldResolver: GraphQLFieldResolver<any, unknown>;
  typeResolver: GraphQLTypeResolver<any, unknown>;
}

/** A call as it came in, for tests that count or look. */
export interface RecordedCall {
  subgraph: string;
  query: string;
  variables: Record<string, unknown>;
}

/**
 * A subgraph in this process that behaves as one behind HTTP would: it validates what it is asked, and requests and
 * answers go through JSON, so nothing is shared with the engine.
 */
export function localTransport(
  name: string,
  behaviour: SubgraphBehaviour,
  calls: RecordedCall[] = [],
): SubgraphTransport {
  const schema = buildSubgraphSchema([{ typeDefs: parse(behaviour.typeDefs) }]);
  const entities = schema.getQueryType()?.getFields()._entities;
  if (entities)
    entities.resolve = (_, { representations }) =>
      representations.map((representation: Record<string, unknown>) => {
        try {
          return behaviour.findEntity(representation);
        } catch (error) {
          return error;
        }
      });
  const entity = schema.getType("_Entity") as { resolveType?: unknown } | undefined;
  if (entity) entity.resolveType = undefined;

  return {
    async execute(request) {
      const { query, variables = {}, operationName } = JSON.parse(JSON.stringify(request));
      calls.push({ subgraph: name, query, variables });
      const document = parse(query);
      const invalid = validate(schema, document);
      if (invalid.length > 0)
        return { errors: invalid.map(({ message }) => ({ message: `INVALID OPERATION: ${message}` })) };
      const isMutation = /^\s*mutation\b/.test(query);
      const result = await execute({
        schema,
        document,
        operationName,
        variableValues: variables,
        rootValue: behaviour.rootValue(isMutation ? "mutation" : "query"),
        fieldResolver: behaviour.fieldResolver,
        typeResolver: behaviour.typeResolver,
      });
      return JSON.parse(JSON.stringify(result)) as SubgraphResponse;
    },
    isUp: async () => true,
    close: async () => {},
  };
}
