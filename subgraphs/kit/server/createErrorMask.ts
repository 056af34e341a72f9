import { randomUUID } from "node:crypto";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isCallerCode } from "../graphql/CallerCode.ts";

/** Told of an error that its caller must not see: the id the caller was given instead, and the error itself. */
export type OnInternalError = (correlationId: string, error: unknown) => void;

/** One line of JSON on standard error: the id, and the error with its stack. */
export const printInternalError: OnInternalError = (correlationId, error) => {
  const { stack, message } = error instanceof Error ? error : { stack: undefined, message: String(error) };
  console.error(JSON.stringify({ time: new Date().toISOString(), correlationId, error: stack ?? message }));
};

/**
 * Makes the function that turns an error into what the caller may see: messages about the caller's own mistakes pass, all
 * others are hidden behind a correlation id, which stands in the message too, so that it reaches the gateway's log.
 */
export function createErrorMask(onInternalError: OnInternalError) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, locations, path, extensions: { code } = {} } = formatted;
    const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
    if (isCallerCode(code)) return { message, ...place, extensions: { code } };
    const correlationId = randomUUID();
    onInternalError(correlationId, error instanceof GraphQLError ? (error.originalError ?? error) : error);
    return {
      message: `the subgraph met an internal error, ${correlationId} in its log`,
      ...place,
      extensions: { code: "INTERNAL_SERVER_ERROR", correlationId },
    };
  };
}
