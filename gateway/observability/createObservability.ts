import type { IncomingHttpHeaders } from "node:http";
import type { Logger } from "pino";
import { logRequest, type RequestEnd } from "./log/logRequest.ts";
import { createMetrics, type Metrics, type MetricsOptions } from "./metrics/createMetrics.ts";
import { RequestRecord } from "./RequestRecord.ts";
import { createTracing, type TracingOptions } from "./traces/createTracing.ts";
import type { Tracing } from "./traces/Tracing.ts";

export interface ObservabilityOptions {
  logger: Logger;
  /** Figures for Prometheus; `false` counts nothing. @default on */
  metrics?: MetricsOptions | false;
  /** OpenTelemetry traces, where an endpoint is given. @default off */
  tracing?: TracingOptions;
  /** Milliseconds of a monotonic clock. @default performance.now */
  now?: () => number;
}

/** What watches one gateway. */
export interface Observability {
  readonly logger: Logger;
  /** `null` when nothing is counted. */
  readonly metrics: Metrics | null;
  readonly now: () => number;
  requestStarts(requestId: string, headers: IncomingHttpHeaders): RequestRecord;
  /** Counts the request, writes its log line, ends its span. */
  requestEnds(record: RequestRecord, end: Omit<RequestEnd, "durationMs">): void;
  close(): Promise<void>;
}

/** Opens metrics, and traces where they are configured. @throws Error for a bad tracing configuration */
export async function createObservability({
  logger,
  metrics: metricsOptions = {},
  tracing: tracingOptions,
  now = () => performance.now(),
}: ObservabilityOptions): Promise<Observability> {
  const tracing: Tracing | null = tracingOptions ? await createTracing(tracingOptions) : null;
  const metrics = metricsOptions ? createMetrics(metricsOptions) : null;
  return {
    logger,
    metrics,
    now,
    requestStarts(requestId, headers) {
      metrics?.requestStarts();
      return new RequestRecord(requestId, now(), tracing?.startRequest("graphql request", headers) ?? null);
    },
    requestEnds(record, { status, aborted }) {
      const end = { status, aborted, durationMs: now() - record.startedAt };
      metrics?.requestEnds(record, end);
      logRequest(logger, record, end);
      if (!record.span) return;
      record.span.set({
        "http.route": record.route,
        "http.response.status_code": status,
        "liandong.request_id": record.requestId,
        "liandong.subgraph_calls": record.subgraphCalls,
        ...(record.kind ? { "graphql.operation.type": record.kind } : {}),
      });
      record.span.end(
        aborted ? "ABORTED" : (record.errors[0]?.code ?? (status >= 500 ? `${status}` : undefined)),
      );
    },
    async close() {
      metrics?.close();
      await tracing?.close();
    },
  };
}
