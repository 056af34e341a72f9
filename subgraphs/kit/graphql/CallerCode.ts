/**
 * Codes of errors that are the caller's to mend: their messages are written for the caller and hold nothing of ours.
 * The gateway's closed list (`gateway/policy/ErrorCode.ts`) holds them all.
 */
export const CALLER_CODES = [
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "UNAUTHENTICATED",
  "FORBIDDEN",
] as const;

export type CallerCode = (typeof CALLER_CODES)[number];

const known: ReadonlySet<unknown> = new Set(CALLER_CODES);

export const isCallerCode = (code: unknown): code is CallerCode => known.has(code);
