import type { GraphQLFormattedError } from "graphql";

/** Codes whose messages are written for the caller and hold nothing of ours. */
const CALLER_CODES = new Set([
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/** An error as the caller may see it: messages about the caller's own mistakes pass, all others are hidden. Never throws. */
export function maskError(error: GraphQLFormattedError): GraphQLFormattedError {
  const code = String(error.extensions?.code ?? "INTERNAL_SERVER_ERROR");
  const isCallers = CALLER_CODES.has(code);
  return {
    message: isCallers ? error.message : "the subgraph met an internal error",
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: { code: isCallers ? code : "INTERNAL_SERVER_ERROR" },
  };
}
