import { randomUUID } from "node:crypto";
import type { GraphQLFormattedError } from "graphql";
import { ERROR_CODES, errorCode } from "./ErrorCode.ts";

/**
 * Makes the function that turns any error into what a client may see: message, place, code and service, nothing else.
 * An internal error keeps only a correlation id, under which `log` receives the original. It never throws.
 */
export function createErrorMask(log: (correlationId: string, error: unknown) => void) {
  return (formatted: GraphQLFormattedError, original: unknown): GraphQLFormattedError => {
    const code = errorCode(formatted.extensions?.code);
    const serviceName = formatted.extensions?.serviceName;
    const extensions: Record<string, unknown> = { code };
    if (typeof serviceName === "string") extensions.serviceName = serviceName;
    let { message } = formatted;
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
