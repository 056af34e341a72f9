import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import type { ErrorCode } from "../policy/ErrorCode.ts";
import { createMediaTypeNegotiator, JSON_TYPE } from "./negotiateMediaType.ts";

/** Errors of a request that was understood as GraphQL, but asked for something it may not. */
const REQUEST_ERRORS: ReadonlySet<unknown> = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_USER_INPUT",
  "COST_EXCEEDED",
  "FORBIDDEN",
  "OPERATION_TOO_COMPLEX",
] satisfies ErrorCode[]);

/** Errors that are no fault of the request: nothing was done, and asking again may help. */
const OWN_FAULTS: ReadonlyMap<unknown, number> = new Map<ErrorCode, number>([
  ["INTERNAL_SERVER_ERROR", 500],
  ["AUDIT_UNAVAILABLE", 503],
  ["NOT_READY", 503],
  ["DEADLINE_EXCEEDED", 504],
]);

/**
 * The status of an answer without data: what the gateway failed at is a 5xx. For `application/json`, errors of a well-formed
 * request are answered with 200, because clients of that media type cannot tell a proxy's 400 from ours (GraphQL over HTTP
 * §6.4.1). With `application/graphql-response+json` they stay 400.
 */
export function statusOf(
  type: string,
  status: number,
  errors: readonly GraphQLFormattedError[] = [],
): number {
  if (status !== 400) return status;
  const codes = errors.map(({ extensions }) => extensions?.code);
  const fault = codes.find((code) => OWN_FAULTS.has(code));
  if (fault !== undefined) return OWN_FAULTS.get(fault) ?? status;
  return type === JSON_TYPE && codes.every((code) => REQUEST_ERRORS.has(code)) ? 200 : status;
}

/** Apollo Server plugin that chooses the answer's media type and status. */
export function answerStatus(): ApolloServerPlugin {
  const mediaTypeOf = createMediaTypeNegotiator();
  const listener: GraphQLRequestListener<object> = {
    async willSendResponse({ request, response }) {
      const { http, body } = response;
      if (!request.http || body.kind !== "single" || http.headers.has("content-type")) return;
      const type = mediaTypeOf(request.http.headers.get("accept"));
      if (type === null) return; // Apollo Server answers 406
      http.headers.set("content-type", type);
      if (http.status !== undefined) http.status = statusOf(type, http.status, body.singleResult.errors);
    },
  };
  return { requestDidStart: async () => listener };
}
