import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";
import { LRUCache } from "lru-cache";

/** An operation that may be run, or why it may not. */
export type CheckedOperation = { document: DocumentNode } | { errors: GraphQLFormattedError[] };

const REMEMBERED_OPERATIONS = 1_000;

/**
 * Makes the function that parses and validates operations, literal values too, as a subgraph's own server would.
 * They come from cached plans, so the same few texts come again and again and are checked once.
 */
export function createOperationCheck(schema: GraphQLSchema): (query: string) => CheckedOperation {
  const operations = new LRUCache<string, CheckedOperation>({ max: REMEMBERED_OPERATIONS });
  return (query) => {
    const known = operations.get(query);
    if (known) return known;
    const checked = check(schema, query);
    operations.set(query, checked);
    return checked;
  };
}

function check(schema: GraphQLSchema, query: string): CheckedOperation {
  try {
    const document = parse(query, { noLocation: true });
    const errors = validate(schema, document);
    return errors.length === 0 ? { document } : { errors: errors.map(coded("GRAPHQL_VALIDATION_FAILED")) };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [coded("GRAPHQL_PARSE_FAILED")(error)] };
    throw error;
  }
}

const coded =
  (code: string) =>
  ({ message }: GraphQLError): GraphQLFormattedError => ({ message, extensions: { code } });
