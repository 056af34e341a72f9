import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServer, BaseContext } from "@apollo/server";
import { type Caller, VISITOR } from "../caller/Caller.ts";
import { nestsDeeperThan } from "../graphql/nestingDepth.ts";
import type { Verifier } from "../signing/createVerifier.ts";
import { answerGraphql } from "./answerGraphql.ts";
import { createAlarms } from "./createAlarms.ts";
import { RequestRefusal } from "./RequestRefusal.ts";
import { refuseUnverified } from "./refuseUnverified.ts";
import { sendAnswer } from "./sendAnswer.ts";

/** Deepest nesting of a text: more than the gateway lets pass and puts around it, less than a parser's stack bears. */
const MAX_DEPTH = 250;

/**
 * Largest body that is read, in bytes. The gateway asks for many entities at once, each by all the fields it is known by; a
 * stranger has no such need.
 */
const MAX_SIGNED_BYTES = 33_554_432;
const MAX_BYTES = 1_048_576;
/** Longest wait for the whole body, in milliseconds. */
const BODY_TIMEOUT_MS = 10_000;

export interface GraphqlHandlerOptions {
  /** Accepts nothing but what the gateway signed, and finds out for whom. @default everything, from visitors */
  verify?: Verifier;
}

/**
 * Serves GraphQL over HTTP with Apollo Server on plain `node:http`. Bodies must be JSON in UTF-8, of limited size,
 * and arrive in time; anything else is a 4xx with a coded error. Without `verify`, who a request claims to be from is not believed.
 */
export function graphqlHandler<C extends BaseContext>(
  apollo: ApolloServer<C>,
  createContext: (caller: Caller) => Promise<C>,
  { verify }: GraphqlHandlerOptions = {},
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const limits = {
    maxBytes: verify ? MAX_SIGNED_BYTES : MAX_BYTES,
    alarms: createAlarms(BODY_TIMEOUT_MS),
  };
  const verifyOrRefuse = verify && refuseUnverified(verify);
  return async (request, response) => {
    let caller = VISITOR;
    const admit = (incoming: IncomingMessage) => {
      const callerOf = verifyOrRefuse?.(incoming);
      return (body: Uint8Array) => {
        if (callerOf) caller = callerOf(body);
      };
    };
    const createOwn = () => createContext(caller);
    await sendAnswer(
      response,
      await answerGraphql(apollo, request, { createContext: createOwn, limits, admit, inspect: refuseDeep }),
    );
  };
}

function refuseDeep(asked: unknown): void {
  for (const one of Array.isArray(asked) ? asked : [asked]) {
    const query: unknown = one?.query;
    if (typeof query === "string" && nestsDeeperThan(query, MAX_DEPTH))
      throw new RequestRefusal(400, `the document nests deeper than ${MAX_DEPTH} levels`);
  }
}
