import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
} from "graphql";
import { subgraphSources } from "../../gateway/supergraph/subgraphSources.ts";
import type { SubgraphTransport } from "../../gateway/transport/SubgraphTransport.ts";
import { leafValue } from "./leafValue.ts";

/** One operation a subgraph was asked. */
export interface MockCall {
  subgraph: string;
  query: string;
}

/**
 * The subgraphs of the committed supergraph as their contracts describe them, with no data: every field has a value, every list one item,
 * every entity exists. An interface or union is of the first of `wanted` that it may be.
 */
export function mockSubgraphs() {
  const calls: MockCall[] = [];
  const wanted = new Set<string>();
  const schemas = new Map<string, GraphQLSchema>();
  const transports = new Map<string, SubgraphTransport>();
  for (const { name, typeDefs } of subgraphSources()) {
    const schema = buildSubgraphSchema([{ typeDefs }]);
    schemas.set(name, schema);
    transports.set(name, {
      async execute({ query, variables }) {
        calls.push({ subgraph: name, query });
        const result = await execute({
          schema,
          document: parse(query),
          variableValues: variables ?? {},
          fieldResolver: mockField(schema, wanted),
          typeResolver: (value) => (value as { __typename: string }).__typename,
        });
        return JSON.parse(JSON.stringify(result));
      },
      isUp: async () => true,
      close: async () => {},
    });
  }
  return { transports, schemas, calls, wanted };
}

function mockField(
  schema: GraphQLSchema,
  wanted: ReadonlySet<string>,
): GraphQLFieldResolver<Record<string, unknown>, unknown> {
  const mockValue = (type: GraphQLOutputType): unknown => {
    if (isNonNullType(type)) return mockValue(type.ofType);
    if (isListType(type)) return [mockValue(type.ofType)];
    if (isLeafType(type)) return isEnumType(type) ? type.getValues()[0]?.name : leafValue(type.name);
    if (!isAbstractType(type)) return {};
    const possible = schema.getPossibleTypes(type).map(({ name }) => name);
    return { __typename: possible.find((name) => wanted.has(name)) ?? possible[0] };
  };
  return (source, _args, _context, { fieldName, returnType }) => source?.[fieldName] ?? mockValue(returnType);
}
