import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServer } from "@apollo/server";
import { VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { answerGraphql } from "../../subgraphs/kit/server/answerGraphql.ts";
import { createAlarms } from "../../subgraphs/kit/server/createAlarms.ts";
import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import { sendAnswer, sendBytes, sendText } from "../../subgraphs/kit/server/sendAnswer.ts";
import type { RequestRecord } from "../observability/RequestRecord.ts";
import { errorCode } from "../policy/ErrorCode.ts";
import type { Admission, RequestLimiter } from "../policy/limits/RequestLimiter.ts";
import type { Safelist } from "../policy/safelist/createSafelist.ts";
import { clientAddress } from "./clientAddress.ts";
import type { GatewayContext } from "./createApolloServer.ts";
import { createCall } from "./createCall.ts";
import { type CompressionOptions, createCompressor } from "./createCompressor.ts";
import { type CorsOptions, createCors } from "./createCors.ts";
import type { ResultWriter } from "./createResultWriter.ts";
import type { Shortcut } from "./createShortcut.ts";
import { createHeaderForwarder } from "./forwardedHeaders.ts";
import type { RequestLimits } from "./GatewayOptions.ts";
import { inspectRequest } from "./inspectRequest.ts";
import { problem, sendJson } from "./sendJson.ts";

/** Time for the engine to make an answer of what it has when the deadline comes, in milliseconds. */
const GRACE_MS = 1_000;

export interface GraphqlRouteOptions {
  resultWriter: ResultWriter;
  /** Answers what it can without Apollo Server; `null`: nothing. */
  shortcut: Shortcut | null;
  limits: RequestLimits;
  cors: CorsOptions;
  compression: CompressionOptions | false;
  forwardHeaders: readonly string[];
  securityKey: (headers: IncomingHttpHeaders) => string;
  safelist: Safelist | undefined;
  limiter: RequestLimiter | undefined;
  trustedProxies: number;
  now: () => number;
}

/**
 * `/graphql`: GraphQL over HTTP with what a public endpoint needs around it. Everything that can be decided is decided
 * once, here; a request only runs it.
 * @throws Error for CORS rules, StartError for header names that make no sense
 */
export function createGraphqlRoute(
  apollo: ApolloServer<GatewayContext>,
  {
    resultWriter,
    shortcut,
    limits,
    cors: corsOptions,
    compression,
    forwardHeaders,
    securityKey,
    safelist,
    limiter,
    trustedProxies,
    now,
  }: GraphqlRouteOptions,
) {
  const { maxBodyBytes = 1_048_576, bodyTimeoutMs = 10_000, timeoutMs = 30_000 } = limits;
  const bodyLimits = { maxBytes: maxBodyBytes, alarms: createAlarms(bodyTimeoutMs) };
  const overdue = createAlarms(timeoutMs + GRACE_MS);
  const inspect = inspectRequest(limits, safelist);
  const cors = createCors(corsOptions);
  const compressor = compression ? createCompressor(compression) : null;
  const forward = createHeaderForwarder(forwardHeaders);

  return async (request: IncomingMessage, response: ServerResponse, record: RequestRecord): Promise<void> => {
    const { origin } = request.headers;
    if (cors.isPreflight(request)) {
      const headers = cors.preflightHeaders(origin);
      if (headers) return void response.writeHead(204, withRequestId(record, headers)).end();
      const refusal = problem("pages of this origin may not ask: the operators can allow it");
      return sendJson(response, 403, refusal, withRequestId(record));
    }
    const call = createCall(request.headers, response, record, {
      securityKey,
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
    const admission = await limiter?.admit(call.caller ?? VISITOR, clientAddress(request, trustedProxies));
    if (admission) {
      if (admission.exceeded) {
        record.errors.push({ code: "RATE_LIMITED", service: null });
        const headers = withRequestId(record, admission.headers, cors.headersFor(origin));
        return sendJson(response, 429, problem(rateLimited(admission), "RATE_LIMITED"), headers);
      }
      call.onCost = admission.charge;
    }
    const answer = await answerGraphql(apollo, request, {
      createContext: async () => ({ call }),
      limits: bodyLimits,
      inspect: (asked) => {
        try {
          inspect(asked, call.caller ?? VISITOR);
        } catch (error) {
          if (error instanceof RequestRefusal)
            record.errors.push({ code: errorCode(error.code), service: null });
          throw error;
        }
      },
      ...(shortcut ? { answerFirst: (body) => shortcut.answer(body, request.headers.accept, { call }) } : {}),
    });
    record.answeredAt = now();
    const headers = withRequestId(record, answer.headers, cors.headersFor(origin), admission?.headers ?? {});
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

const rateLimited = ({ exceeded, headers }: Admission): string =>
  `too ${exceeded === "cost" ? "much cost" : "many requests"} in one minute: ask again in ${headers["retry-after"]} seconds`;

function withRequestId(
  record: RequestRecord,
  ...headers: readonly Readonly<Record<string, string>>[]
): Record<string, string> {
  return Object.assign({ "x-request-id": record.requestId }, ...headers);
}
