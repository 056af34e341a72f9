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
  /** More calls were waiting for one subgraph than the gateway queues. */
  SUBGRAPH_OVERLOADED: "subgraph",
  /** The subgraph failed too often; it is asked again after a rest. */
  SUBGRAPH_CIRCUIT_OPEN: "subgraph",
  /** The client went away before the subgraph answered. */
  SUBGRAPH_CANCELLED: "subgraph",
  /** The gateway could not finish the answer in the time a request may take. */
  DEADLINE_EXCEEDED: "gateway",
  /** The gateway is starting: ask again shortly. */
  NOT_READY: "gateway",
  INTERNAL_SERVER_ERROR: "ours",
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The code as one of the list; anything unknown is an internal error. */
export function errorCode(code: unknown): ErrorCode {
  return typeof code === "string" && Object.hasOwn(ERROR_CODES, code)
    ? (code as ErrorCode)
    : "INTERNAL_SERVER_ERROR";
}
