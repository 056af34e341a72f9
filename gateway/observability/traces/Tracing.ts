import type { IncomingHttpHeaders } from "node:http";

export type SpanAttributes = Record<string, string | number | boolean>;

/** A piece of work with a beginning and an end, of one trace. */
export interface TraceSpan {
  /** W3C `traceparent` naming this span as the parent of what it calls. */
  readonly traceparent: string;
  child(name: string, kind: "internal" | "client", attributes?: SpanAttributes): TraceSpan;
  set(attributes: SpanAttributes): void;
  /** @param failure code of what went wrong, if anything */
  end(failure?: string): void;
}

/** Where spans go. */
export interface Tracing {
  /** Begins a request's span, as a child of the caller's where the headers carry a valid `traceparent`; `null` when not sampled. */
  startRequest(name: string, headers: IncomingHttpHeaders): TraceSpan | null;
  /** Sends what is left, waiting for it a few seconds at most. */
  close(): Promise<void>;
}
