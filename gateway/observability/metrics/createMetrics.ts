import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { CallRecord } from "../../transport/withMetrics.ts";
import type { RequestEnd } from "../log/logRequest.ts";
import type { RequestRecord } from "../RequestRecord.ts";
import { boundedLabel } from "./boundedLabel.ts";
import { addProcessMetrics } from "./processMetrics.ts";

/** One look-up in a cache of the engine, such as `operation`. */
export interface CacheUse {
  cache: string;
  event: "hit" | "miss" | "evict";
}

export interface MetricsOptions {
  /** Operation names that may be a label; all others are counted without a name. @default none */
  operationNames?: readonly string[];
}

/** The figures of one gateway, for Prometheus. */
export interface Metrics {
  requestStarts(): void;
  requestEnds(record: RequestRecord, end: RequestEnd): void;
  /** To be given to each transport as its `onCall`. */
  onCall(call: CallRecord): void;
  onCacheUse(use: CacheUse): void;
  /** An operation was estimated to cost so much, and whether that is over its caller's budget. */
  onCost(estimated: number, isOver: boolean): void;
  /** An operation was asked for that is not published. */
  onUnpublished(): void;
  /** Emergency access was given. */
  onBreakGlass(): void;
  /** All figures in Prometheus' text format 0.0.4. */
  render(): Promise<{ contentType: string; text: string }>;
  close(): void;
}

const BREAKER_VALUES = { closed: 0, "half-open": 0.5, open: 1 } as const;
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Starts counting, in a registry of its own. Every label has few values, whatever clients send. */
export function createMetrics({ operationNames = [] }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const stopProcessMetrics = addProcessMetrics(registry);
  const namedOperations = new Set(operationNames);
  const serviceLabel = boundedLabel(200);
  const outcomeLabel = boundedLabel(30);
  const cacheLabel = boundedLabel(20);

  let answering = 0;
  const inFlight: Gauge = new Gauge({
    name: "liandong_http_requests_in_flight",
    help: "Requests being answered",
    registers,
    collect: () => inFlight.set(answering),
  });
  const requests = new Counter({
    name: "liandong_http_requests_total",
    help: "Requests by route and class of status (aborted: the client went away)",
    labelNames: ["route", "status"],
    registers,
  });
  const operations = new Histogram({
    name: "liandong_operation_duration_seconds",
    help: "From a request's arrival to its complete answer, before sending",
    labelNames: ["kind", "outcome", "operation"],
    buckets: SECONDS,
    registers,
  });
  const errors = new Counter({
    name: "liandong_errors_total",
    help: "Errors in answers, by code and subgraph",
    labelNames: ["code", "service"],
    registers,
  });
  const calls = new Histogram({
    name: "liandong_subgraph_call_duration_seconds",
    help: "Calls to subgraphs by outcome",
    labelNames: ["service", "kind", "outcome"],
    buckets: SECONDS,
    registers,
  });
  const retries = new Counter({
    name: "liandong_subgraph_retries_total",
    help: "Calls tried again",
    labelNames: ["service"],
    registers,
  });
  const hedged = new Counter({
    name: "liandong_subgraph_calls_hedged_total",
    help: "Calls for which a second query was sent because the first was slow",
    labelNames: ["service"],
    registers,
  });
  const breakers = new Gauge({
    name: "liandong_subgraph_circuit_open",
    help: "1 while the subgraph is left alone, 0.5 while it is tried again",
    labelNames: ["service"],
    registers,
  });
  const shared = new Counter({
    name: "liandong_subgraph_calls_shared_total",
    help: "Calls answered by an identical one under way",
    labelNames: ["service"],
    registers,
  });
  const caches = new Counter({
    name: "liandong_cache_events_total",
    help: "Look-ups in the engine's caches",
    labelNames: ["cache", "event"],
    registers,
  });

  const costs = new Histogram({
    name: "liandong_operation_cost",
    help: "Estimated cost of operations, before they run",
    buckets: [1, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 1_000_000],
    registers,
  });
  const overBudget = new Counter({
    name: "liandong_operations_over_budget_total",
    help: "Operations estimated over their caller's budget, refused where COST_MODE is enforce",
    registers,
  });
  const unpublished = new Counter({
    name: "liandong_operations_unpublished_total",
    help: "Requests for operations that are not published, refused where SAFELIST is only",
    registers,
  });
  const breakGlass = new Counter({
    name: "liandong_break_glass_grants_total",
    help: "Emergency accesses given: each one is somebody's business",
    registers,
  });

  return {
    requestStarts() {
      answering++;
    },
    requestEnds(record, { status, aborted }) {
      answering--;
      requests.inc({
        route: record.route,
        status: aborted ? "aborted" : `${Math.floor(status / 100)}xx`,
      });
      for (const { code, service } of record.errors)
        errors.inc({ code, service: service === null ? "" : serviceLabel(service) });
      if (record.outcome === null || record.answeredAt === null) return;
      const { operationName } = record;
      operations.observe(
        {
          kind: record.kind ?? "none",
          outcome: record.outcome,
          operation: operationName !== null && namedOperations.has(operationName) ? operationName : "",
        },
        (record.answeredAt - record.startedAt) / 1_000,
      );
    },
    onCall(call) {
      const service = serviceLabel(call.serviceName);
      calls.observe(
        { service, kind: call.kind, outcome: outcomeLabel(call.outcome) },
        call.durationMs / 1_000,
      );
      if (call.retries > 0) retries.inc({ service }, call.retries);
      if (call.shared) shared.inc({ service });
      if (call.hedged) hedged.inc({ service });
      if (call.breaker) breakers.set({ service }, BREAKER_VALUES[call.breaker]);
    },
    onCost(estimated, isOver) {
      costs.observe(estimated);
      if (isOver) overBudget.inc();
    },
    onUnpublished: () => unpublished.inc(),
    onCacheUse: ({ cache, event }) => caches.inc({ cache: cacheLabel(cache), event }),
    onBreakGlass: () => breakGlass.inc(),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    close() {
      stopProcessMetrics();
      registry.clear();
    },
  };
}
