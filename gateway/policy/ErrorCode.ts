/**
 * Every code an error of the gateway may carry: a closed list, documented in the README.
 * Codes that are the caller's to mend come with a message written for the caller.
 */
export const ERROR_CODES = {
  BAD_USER_INPUT: "caller",
  BAD_REQUEST: "caller",
  GRAPHQL_PARSE_FAILED: "caller",
  GRAPHQL_VALIDATION_FAILED: "caller",
  OPERATION_RESOLUTION_FAILURE: "caller",
  PERSISTED_QUERY_NOT_FOUND: "caller",
  PERSISTED_QUERY_NOT_SUPPORTED: "caller",
  SUBGRAPH_UNREACHABLE: "subgraph",
  SUBGRAPH_TIMEOUT: "subgraph",
  SUBGRAPH_BAD_RESPONSE: "subgraph",
  SUBGRAPH_OFF: "subgraph",
  INTERNAL_SERVER_ERROR: "ours",
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The code as one of the list; anything unknown is an internal error. */
export function errorCode(code: unknown): ErrorCode {
  return typeof code === "string" && Object.hasOwn(ERROR_CODES, code)
    ? (code as ErrorCode)
    : "INTERNAL_SERVER_ERROR";
}
