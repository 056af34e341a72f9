import type { IncomingMessage, ServerResponse } from "node:http";
import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import type { Metrics } from "../observability/metrics/createMetrics.ts";
import type { RequestRecord } from "../observability/RequestRecord.ts";
import { errorCode } from "../policy/ErrorCode.ts";
import type { Phase, Readiness } from "./createReadiness.ts";
import { problem, sendJson } from "./sendJson.ts";
import { sendMetrics } from "./serveMetrics.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, record: RequestRecord) => Promise<void>;

export interface RoutesOptions {
  phase: () => Phase;
  graphql: Handler;
  readiness: () => Promise<Readiness>;
  /** `null`: not on this port. */
  metrics: Metrics | null;
  /** Answers a request for a file of the playground, and tells whether it did. */
  consoleFile: (path: string, request: IncomingMessage, response: ServerResponse) => boolean;
  /** `/break-glass`; throws RequestRefusal. @default not there */
  breakGlass?: Handler;
  /** `/dev/token`; throws RequestRefusal. @default not there */
  signIn?: Handler;
}

/** Which path is answered by what. The request's record learns the route, for metrics and log. */
export function createRoutes({
  phase,
  graphql,
  readiness,
  metrics,
  consoleFile,
  breakGlass,
  signIn,
}: RoutesOptions): Handler {
  const identityRoutes = new Map([
    ["/break-glass", breakGlass],
    ["/dev/token", signIn],
  ]);
  return async (request, response, record) => {
    const { url = "/" } = request;
    const queryAt = url.indexOf("?");
    const path = queryAt === -1 ? url : url.slice(0, queryAt);
    const lacksHost = request.headers.host === undefined && request.httpVersion !== "1.0";
    const isGraphql = path === "/graphql" && !isForBrowser(request);
    if (isGraphql) record.route = "graphql";
    if (isGraphql && !lacksHost && phase() !== "starting") return graphql(request, response, record);

    response.setHeader("x-request-id", record.requestId);
    if (lacksHost) return sendJson(response, 400, problem("send the header host"), { connection: "close" });
    if (isGraphql) {
      return sendJson(response, 503, problem("the gateway is starting: ask again shortly", "NOT_READY"), {
        "retry-after": "1",
      });
    }
    if (consoleFile(path === "/graphql" ? "/explorer" : path, request, response)) {
      record.route = "console";
      return;
    }
    if (path === "/health") {
      record.route = "health";
      const isStarting = phase() === "starting";
      return sendJson(response, isStarting ? 503 : 200, { status: isStarting ? "starting" : "up" });
    }
    if (path === "/ready") {
      record.route = "ready";
      const { isReady, ...answer } = await readiness();
      return sendJson(response, isReady ? 200 : 503, answer);
    }
    if (path === "/metrics" && metrics) {
      record.route = "metrics";
      return sendMetrics(metrics, response);
    }
    const identityRoute = identityRoutes.get(path);
    if (identityRoute) {
      record.route = "identity";
      return identityRoute(request, response, record).catch((error: unknown) =>
        refuse(response, record, error),
      );
    }
    if (path === "/") return void response.writeHead(302, { location: "/graphql" }).end();
    sendJson(response, 404, problem("nothing is here; the graph is at /graphql"));
  };
}

function refuse(response: ServerResponse, record: RequestRecord, error: unknown): void {
  if (!(error instanceof RequestRefusal)) throw error;
  const code = errorCode(error.code);
  record.errors.push({ code, service: null });
  sendJson(response, error.status, problem(error.message, code), error.headers);
}

/** A browser that opens the address, not a program that asks a query by GET. */
function isForBrowser({ method, headers, url }: IncomingMessage): boolean {
  const wantsPage = headers.accept?.includes("text/html") ?? false;
  return method === "GET" && wantsPage && !url?.includes("query=");
}
