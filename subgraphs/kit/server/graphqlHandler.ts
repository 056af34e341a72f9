import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServer, BaseContext } from "@apollo/server";
import { answerGraphql } from "./answerGraphql.ts";
import { createAlarms } from "./createAlarms.ts";
import { sendAnswer } from "./sendAnswer.ts";

export interface GraphqlHandlerOptions {
  /** Largest request body that is read, in bytes. @default 1 MiB */
  maxBodyBytes?: number;
  /** Longest wait for the whole body, in milliseconds. @default 10 000 */
  bodyTimeoutMs?: number;
}

/**
 * Serves GraphQL over HTTP with Apollo Server on plain `node:http`. Bodies must be JSON in UTF-8, of limited size,
 * and arrive in time; anything else is a 4xx with a coded error.
 */
export function graphqlHandler<C extends BaseContext>(
  apollo: ApolloServer<C>,
  createContext: (request: IncomingMessage) => Promise<C>,
  { maxBodyBytes = 1_048_576, bodyTimeoutMs = 10_000 }: GraphqlHandlerOptions = {},
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const limits = { maxBytes: maxBodyBytes, alarms: createAlarms(bodyTimeoutMs) };
  return async (request, response) =>
    sendAnswer(
      response,
      await answerGraphql(apollo, request, { createContext: () => createContext(request), limits }),
    );
}
