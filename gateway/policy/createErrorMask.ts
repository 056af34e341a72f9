import { randomUUID } from "node:crypto";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { ERROR_CODES, type ErrorCode, errorCode } from "./ErrorCode.ts";

export interface ErrorMaskOptions {
  /** Receives every internal error under the id the client was given. */
  log: (correlationId: string, error: unknown) => void;
  /** Leave out what graphql-js supposes was meant: names of the schema that the client did not know. @default false */
  hideSchemaDetails?: boolean;
}

/**
 * Makes the function that turns any error into what a client may see: message, place, code and service, nothing else.
 * Of an internal error that is no more than a correlation id. It never throws.
 */
export function createErrorMask({ log, hideSchemaDetails = false }: ErrorMaskOptions) {
  return (formatted: GraphQLFormattedError, original: unknown): GraphQLFormattedError => {
    const code = codeOf(formatted, original);
    const serviceName = formatted.extensions?.serviceName;
    const extensions: Record<string, unknown> = { code };
    if (typeof serviceName === "string") extensions.serviceName = serviceName;
    if (code === "FORBIDDEN") Object.assign(extensions, missingOf(formatted));
    let message = hideSchemaDetails ? withoutSuggestion(formatted.message) : formatted.message;
    if (ERROR_CODES[code] === "ours") {
      const correlationId = randomUUID();
      log(correlationId, original);
      extensions.correlationId = correlationId;
      message = "an internal error: ask the operators, naming the correlationId";
    }
    return {
      message,
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions,
    };
  };
}

/** graphql-js ends a message with ` Did you mean "name" or "names"?`. Callers choose much of the text: no pattern may look at it. */
function withoutSuggestion(message: string): string {
  const at = message.lastIndexOf(" Did you mean ");
  return at >= 0 && message.endsWith("?") ? message.slice(0, at) : message;
}

/** What a caller lacks for a denied place: names of the schema and of scopes, nothing else. */
function missingOf({ extensions = {} }: GraphQLFormattedError): Record<string, unknown> {
  const { coordinate, requiredScopes, requiredPolicies } = extensions;
  return {
    ...(typeof coordinate === "string" ? { coordinate } : {}),
    ...(Array.isArray(requiredScopes) ? { requiredScopes } : {}),
    ...(Array.isArray(requiredPolicies) ? { requiredPolicies } : {}),
  };
}

/** Apollo Server refuses some requests (a persisted query's wrong hash) with a 4xx status and no code. */
function codeOf({ extensions }: GraphQLFormattedError, original: unknown): ErrorCode {
  if (original instanceof GraphQLError && !original.extensions.code && !original.extensions.serviceName) {
    const { status } = (original.extensions.http ?? {}) as { status?: unknown };
    if (typeof status === "number" && status >= 400 && status < 500) return "BAD_REQUEST";
  }
  return errorCode(extensions?.code);
}
