import type { Context, Span } from "@opentelemetry/api";
import type { TraceSpan, Tracing } from "./Tracing.ts";
import { formatTraceparent, parseTraceparent } from "./traceparent.ts";

export interface TracingOptions {
  /** OTLP/HTTP traces endpoint, such as `http://collector:4318/v1/traces`. */
  endpoint: string;
  /** `service.name` of the spans. @default "liandong-gateway" */
  serviceName?: string;
  /** Share of the traces that begin here which are kept, 0 to 1; a caller's decision is followed. @default 1 */
  sampleRatio?: number;
  /** Longest wait for the collector, in milliseconds. @default 5 000 */
  timeoutMs?: number;
}

/**
 * Sends OpenTelemetry traces to a collector. The SDK is imported here and nowhere else, so that a gateway without
 * traces neither loads nor starts anything of it; nothing is registered globally.
 * @throws Error when the endpoint is not an http(s) URL or the ratio is out of range
 */
export async function createTracing({
  endpoint,
  serviceName = "liandong-gateway",
  sampleRatio = 1,
  timeoutMs = 5_000,
}: TracingOptions): Promise<Tracing> {
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw new Error("the traces endpoint must be an http:// or https:// URL");
  if (!(sampleRatio >= 0 && sampleRatio <= 1))
    throw new Error("the share of traces to keep must be from 0 to 1");
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(sampleRatio) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(new OTLPTraceExporter({ url: endpoint, timeoutMillis: timeoutMs })),
    ],
  });
  const tracer = provider.getTracer(serviceName);

  const wrap = (span: Span, context: Context): TraceSpan => {
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      traceparent: formatTraceparent({ traceId, spanId, flags: traceFlags }),
      child(name, kind, attributes = {}) {
        const spanKind = kind === "client" ? api.SpanKind.CLIENT : api.SpanKind.INTERNAL;
        const parent = api.trace.setSpan(context, span);
        return wrap(tracer.startSpan(name, { kind: spanKind, attributes }, parent), parent);
      },
      set: (attributes) => void span.setAttributes(attributes),
      end(failure) {
        if (failure) {
          span.setAttribute("error.type", failure);
          span.setStatus({ code: api.SpanStatusCode.ERROR });
        }
        span.end();
      },
    };
  };

  return {
    startRequest(name, headers) {
      const caller = parseTraceparent(headers.traceparent as string | undefined);
      const context = caller
        ? api.trace.setSpanContext(api.ROOT_CONTEXT, {
            traceId: caller.traceId,
            spanId: caller.spanId,
            traceFlags: caller.flags & 1,
            isRemote: true,
          })
        : api.ROOT_CONTEXT;
      const span = tracer.startSpan(name, { kind: api.SpanKind.SERVER }, context);
      return span.isRecording() ? wrap(span, context) : null;
    },
    close: () => provider.shutdown().catch(() => {}),
  };
}
