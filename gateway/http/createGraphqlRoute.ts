import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServer } from "@apollo/server";
import type { Caller } from "../../subgraphs/kit/caller/Caller.ts";
import { answerGraphql, refusalAnswer } from "../../subgraphs/kit/server/answerGraphql.ts";
import { createAlarms } from "../../subgraphs/kit/server/createAlarms.ts";
import { sendAnswer, sendBytes, sendText } from "../../subgraphs/kit/server/sendAnswer.ts";
import type { RequestRecord } from "../observability/RequestRecord.ts";
import type { Identify } from "../policy/identity/createIdentity.ts";
import { IdentityRefusal } from "../policy/identity/IdentityRefusal.ts";
import type { GatewayContext } from "./createApolloServer.ts";
import { createCall } from "./createCall.ts";
import { type CompressionOptions, createCompressor } from "./createCompressor.ts";
import { type CorsOptions, createCors } from "./createCors.ts";
import type { ResultWriter } from "./createResultWriter.ts";
import { createHeaderForwarder } from "./forwardedHeaders.ts";
import type { RequestLimits } from "./GatewayOptions.ts";
import { inspectRequest } from "./inspectRequest.ts";
import { problem, sendJson } from "./sendJson.ts";

/** Time for the engine to make an answer of what it has when the deadline comes, in milliseconds. */
const GRACE_MS = 1_000;

export interface GraphqlRouteOptions {
  resultWriter: ResultWriter;
  limits: RequestLimits;
  cors: CorsOptions;
  compression: CompressionOptions | false;
  forwardHeaders: readonly string[];
  identify: Identify;
  now: () => number;
}

/**
 * `/graphql`: GraphQL over HTTP with what a public endpoint needs around it. Everything that can be decided is decided
 * once, here; a request only runs it.
 * @throws Error for CORS rules or header names that make no sense
 */
export function createGraphqlRoute(
  apollo: ApolloServer<GatewayContext>,
  {
    resultWriter,
    limits,
    cors: corsOptions,
    compression,
    forwardHeaders,
    identify,
    now,
  }: GraphqlRouteOptions,
) {
  const { maxBodyBytes = 1_048_576, bodyTimeoutMs = 10_000, timeoutMs = 30_000 } = limits;
  const bodyLimits = { maxBytes: maxBodyBytes, alarms: createAlarms(bodyTimeoutMs) };
  const overdue = createAlarms(timeoutMs + GRACE_MS);
  const inspect = inspectRequest(limits);
  const cors = createCors(corsOptions);
  const compressor = compression ? createCompressor(compression) : null;
  const forward = createHeaderForwarder(forwardHeaders);

  return async (request: IncomingMessage, response: ServerResponse, record: RequestRecord): Promise<void> => {
    const { origin } = request.headers;
    if (cors.isPreflight(request)) {
      const headers = cors.preflightHeaders(origin);
      if (headers) response.writeHead(204, headers).end();
      else sendJson(response, 403, problem("pages of this origin may not ask: the operators can allow it"));
      return;
    }
    let caller: Caller | Promise<Caller>;
    try {
      caller = identify(request.headers);
      // A visitor is known at once, and need not wait a turn for it.
      if (caller instanceof Promise) caller = await caller;
    } catch (error) {
      if (!(error instanceof IdentityRefusal)) throw error;
      const refusal = refusalAnswer(error, error.code);
      return sendAnswer(response, {
        ...refusal,
        headers: withRequestId(record, refusal.headers, cors.headersFor(origin)),
      });
    }
    const call = createCall(caller, request.headers, response, record, {
      forward,
      timeoutMs,
      overdue,
      onOverdue: () =>
        sendJson(
          response,
          504,
          problem(`the answer took longer than ${timeoutMs} ms`, "DEADLINE_EXCEEDED"),
          withRequestId(record, cors.headersFor(origin)),
        ),
    });
    const answer = await answerGraphql(apollo, request, {
      createContext: async () => ({ call }),
      limits: bodyLimits,
      inspect,
    });
    record.answeredAt = now();
    const headers = withRequestId(record, answer.headers, cors.headersFor(origin));
    if (typeof answer.body !== "string") return sendAnswer(response, { ...answer, headers });
    if (compressor) headers.vary = headers.vary ? `${headers.vary}, Accept-Encoding` : "Accept-Encoding";
    const coding = compressor?.codingFor(answer.body, request.headers["accept-encoding"]) ?? "identity";
    if (!compressor || coding === "identity") {
      if (!response.headersSent && !response.destroyed)
        sendText(response, answer.status, headers, answer.body, resultWriter.encode);
      return;
    }
    const coded = await compressor.compress(resultWriter.encode(answer.body), coding);
    if (coded.coding !== "identity") headers["content-encoding"] = coded.coding;
    if (!response.headersSent && !response.destroyed)
      sendBytes(response, answer.status, headers, coded.bytes);
  };
}

function withRequestId(
  record: RequestRecord,
  ...headers: readonly Readonly<Record<string, string>>[]
): Record<string, string> {
  return Object.assign({ "x-request-id": record.requestId }, ...headers);
}
