import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import { createMediaTypeNegotiator, JSON_TYPE } from "./negotiateMediaType.ts";

/** Errors of a request that was understood as GraphQL, but asked for something it may not. */
const REQUEST_ERRORS = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_USER_INPUT",
  "COST_EXCEEDED",
]);

/**
 * Apollo Server plugin that chooses the answer's media type and, for `application/json`, answers errors of a
 * well-formed request with status 200: clients of that media type cannot tell a proxy's 400 from ours
 * (GraphQL over HTTP §6.4.1). With `application/graphql-response+json` they stay 400.
 */
export function answerStatus(): ApolloServerPlugin {
  const mediaTypeOf = createMediaTypeNegotiator();
  const listener: GraphQLRequestListener<object> = {
    async willSendResponse({ request, response }) {
      const { http, body } = response;
      if (!request.http || body.kind !== "single" || http.headers.has("content-type")) return;
      const type = mediaTypeOf(request.http.headers.get("accept"));
      if (type === null) return; // Apollo Server answers 406
      http.headers.set("content-type", type);
      if (type !== JSON_TYPE || http.status !== 400) return;
      const { errors = [] } = body.singleResult;
      if (errors.every(({ extensions }) => REQUEST_ERRORS.has(String(extensions?.code)))) http.status = 200;
    },
  };
  return { requestDidStart: async () => listener };
}
