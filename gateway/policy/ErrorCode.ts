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
  /** Something is wrong with the token, key or grant that came with the request. */
  UNAUTHENTICATED: "caller",
  /** The caller lacks what the field asks for: a scope, a policy or a purpose. */
  FORBIDDEN: "caller",
  /** The operation is estimated to cost more than the caller may spend on one. */
  COST_EXCEEDED: "caller",
  /** Too many aliases, directives, root fields or levels. */
  OPERATION_TOO_COMPLEX: "caller",
  /** Too much was asked in too short a time. */
  RATE_LIMITED: "caller",
  /** Only published operations are run here. */
  OPERATION_NOT_PUBLISHED: "caller",
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
  /** A subgraph sent personal data unmasked to somebody who may not see it; the gateway held it back. */
  UNMASKED_DATA_WITHHELD: "gateway",
  /** The access could not be put on record, so the data was not given out. */
  AUDIT_UNAVAILABLE: "gateway",
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
