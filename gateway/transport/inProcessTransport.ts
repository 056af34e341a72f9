import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { SubgraphResponse, SubgraphTransport } from "./SubgraphTransport.ts";

/** What the gateway needs of a subgraph that lives in its own process. */
export interface LocalSubgraph {
  schema: GraphQLSchema;
  createContext(): object;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** An operation, parsed; its literal values are checked here as a subgraph's own server would. */
interface CheckedOperation {
  document: DocumentNode;
  errors: GraphQLFormattedError[];
}

const asValidationFailure = ({ message }: GraphQLError): GraphQLFormattedError => ({
  message,
  extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
});

/** Reaches a subgraph in this process: no serialization, the same answers as over HTTP. */
export function inProcessTransport(subgraph: LocalSubgraph): SubgraphTransport {
  // Operations come from cached query plans, so the same few texts come again and again.
  const operations = new LRUCache<string, CheckedOperation>({ max: 1_000 });
  const checked = (query: string): CheckedOperation => {
    const known = operations.get(query);
    if (known) return known;
    const document = parse(query, { noLocation: true });
    const operation = { document, errors: validate(subgraph.schema, document).map(asValidationFailure) };
    operations.set(query, operation);
    return operation;
  };

  return {
    async execute({ query, variables, operationName }) {
      const { document, errors } = checked(query);
      if (errors.length > 0) return { errors };
      const result = await execute({
        schema: subgraph.schema,
        document,
        contextValue: subgraph.createContext(),
        ...(variables ? { variableValues: variables } : {}),
        ...(operationName ? { operationName } : {}),
      });
      return {
        ...(result.data === undefined ? {} : { data: result.data }),
        ...(result.errors ? { errors: result.errors.map((error) => error.toJSON()) } : {}),
      } as SubgraphResponse;
    },
    isUp: () =>
      subgraph.ping().then(
        () => true,
        () => false,
      ),
    close: () => subgraph.close(),
  };
}
