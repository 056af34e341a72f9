import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServer } from "@apollo/server";
import { answerGraphql, refusalAnswer } from "../../subgraphs/kit/server/answerGraphql.ts";
import { createAlarms } from "../../subgraphs/kit/server/createAlarms.ts";
import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import { sendAnswer, sendBytes, sendText } from "../../subgraphs/kit/server/sendAnswer.ts";
import type { RequestRecord } from "../observability/RequestRecord.ts";
import { errorCode } from "../policy/ErrorCode.ts";
import type { Safelist } from "../policy/safelist/createSafelist.ts";
import type { Admit, Admitted } from "./createAdmission.ts";
import type { GatewayContext } from "./createApolloServer.ts";
import { createCall } from "./createCall.ts";
import { createCompressor } from "./createCompressor.ts";
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
  admit: Admit;
  resultWriter: ResultWriter;
  /** Answers what it can without Apollo Server; `null`: nothing. */
  shortcut: Shortcut | null;
  limits: RequestLimits;
  cors: CorsOptions;
  compression: boolean;
  forwardHeaders: readonly string[];
  safelist: Safelist | undefined;
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
    admit,
    safelist,
    now,
  }: GraphqlRouteOptions,
) {
  const { maxBodyBytes = 1_048_576, bodyTimeoutMs = 10_000, timeoutMs = 30_000 } = limits;
  const bodyLimits = { maxBytes: maxBodyBytes, alarms: createAlarms(bodyTimeoutMs) };
  const overdue = createAlarms(timeoutMs + GRACE_MS);
  const inspect = inspectRequest(limits, safelist);
  const cors = createCors(corsOptions);
  const compressor = compression ? createCompressor() : null;
  const forward = createHeaderForwarder(forwardHeaders);

  // Functions made for each request are methods of literals: the loader names every other one at run time, which costs.
  return async (request: IncomingMessage, response: ServerResponse, record: RequestRecord): Promise<void> => {
    const { origin } = request.headers;
    if (cors.isPreflight(request)) {
      const headers = cors.preflightHeaders(origin);
      if (headers) return void response.writeHead(204, withRequestId(record, headers)).end();
      const refusal = problem("pages of this origin may not ask: the operators can allow it");
      return sendJson(response, 403, refusal, withRequestId(record));
    }
    let admitted: Admitted;
    try {
      admitted = await admit(request);
    } catch (error) {
      const refusal = refusalAnswer(noteRefusal(record, error));
      return sendAnswer(response, {
        ...refusal,
        headers: withRequestId(record, refusal.headers, cors.headersFor(origin)),
      });
    }
    const { caller, admission } = admitted;
    const call = createCall(caller, request.headers, response, record, {
      forward,
      timeoutMs,
      overdue,
      onOverdue() {
        const late = problem(`the answer took longer than ${timeoutMs} ms`, "DEADLINE_EXCEEDED");
        sendJson(response, 504, late, withRequestId(record, cors.headersFor(origin)));
      },
    });
    if (admission) call.onCost = admission.charge;
    const answer = await answerGraphql(apollo, request, {
      async createContext() {
        return { call };
      },
      limits: bodyLimits,
      inspect(asked) {
        try {
          inspect(asked, caller);
        } catch (error) {
          throw noteRefusal(record, error);
        }
      },
      answerFirst(body) {
        return shortcut?.answer(body, request.headers.accept, { call });
      },
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

/** Puts a refusal on the request's record. Throws what is none. */
function noteRefusal(record: RequestRecord, error: unknown): RequestRefusal {
  if (!(error instanceof RequestRefusal)) throw error;
  record.errors.push({ code: errorCode(error.code), service: null });
  return error;
}

function withRequestId(
  record: RequestRecord,
  ...headers: readonly Readonly<Record<string, string>>[]
): Record<string, string> {
  return Object.assign({ "x-request-id": record.requestId }, ...headers);
}
