import type { ErrorCode } from "../policy/ErrorCode.ts";
import type { CallObserver, ObservedSubgraphCall } from "./CallObserver.ts";
import type { TraceSpan } from "./traces/Tracing.ts";

/** The routes of the gateway, as labels: a closed list, whatever paths are asked for. */
export type Route = "graphql" | "health" | "ready" | "metrics" | "console" | "identity" | "other";

export type OperationKind = "query" | "mutation" | "subscription";

/** `ok`: data, no error; `partial`: data and errors; `failed`: errors only. */
export type OperationOutcome = "ok" | "partial" | "failed";

/** One error of an answer, as it is counted: nothing of its message. */
export interface CountedError {
  code: ErrorCode;
  service: string | null;
}

/** What one client request was: for its log line, its counts and its trace. Never holds variables or results. */
export class RequestRecord implements CallObserver {
  readonly requestId: string;
  /** Milliseconds of a monotonic clock. */
  readonly startedAt: number;
  /** The request's span; absent when traces are off or this one is not sampled. */
  readonly span: TraceSpan | null;
  route: Route = "other";
  operationName: string | null = null;
  kind: OperationKind | null = null;
  outcome: OperationOutcome | null = null;
  /** When the answer was complete, before it was sent; same clock as `startedAt`. */
  answeredAt: number | null = null;
  errors: CountedError[] = [];
  subgraphCalls = 0;

  constructor(requestId: string, startedAt: number, span: TraceSpan | null) {
    this.requestId = requestId;
    this.startedAt = startedAt;
    this.span = span;
  }

  callStarts(service: string, kind: string): ObservedSubgraphCall | null {
    this.subgraphCalls++;
    const span = this.span?.child(`subgraph ${service}`, "client", {
      "graphql.operation.type": kind,
      "liandong.subgraph": service,
    });
    return span ? { traceparent: span.traceparent, ends: (failure) => span.end(failure) } : null;
  }

  phaseStarts(name: string): (() => void) | null {
    const span = this.span?.child(name, "internal");
    return span ? () => span.end() : null;
  }
}
