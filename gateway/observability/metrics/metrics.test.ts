// What is counted, by which labels; and that no client can make the labels grow.

import pino from "pino";
import { describe, expect, it } from "vitest";
import { createObservability } from "../createObservability.ts";
import type { createMetrics, Metrics } from "./createMetrics.ts";

/** The value of a sample of the text format; `undefined` when it is not there. */
async function sample(metrics: Metrics, name: string): Promise<number | undefined> {
  const { text } = await metrics.render();
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
}

async function observe(options: Parameters<typeof createMetrics>[0] = {}) {
  let time = 0;
  const observability = await createObservability({
    logger: pino({ level: "silent" }),
    metrics: options,
    now: () => time,
  });
  const metrics = observability.metrics as Metrics;
  return {
    observability,
    metrics,
    read: (name: string) => sample(metrics, name),
    advance: (ms: number) => {
      time += ms;
    },
    [Symbol.asyncDispose]: () => observability.close(),
  };
}

describe("requests", () => {
  it("are in flight, then counted by route and class of status", async () => {
    await using it = await observe();
    const record = it.observability.requestStarts("1", {});
    expect(await it.read("liandong_http_requests_in_flight")).toBe(1);
    record.route = "graphql";
    it.observability.requestEnds(record, { status: 404, aborted: false });
    expect(await it.read("liandong_http_requests_in_flight")).toBe(0);
    expect(await it.read('liandong_http_requests_total{route="graphql",status="4xx"}')).toBe(1);
    it.observability.requestEnds(it.observability.requestStarts("2", {}), { status: 200, aborted: true });
    expect(await it.read('liandong_http_requests_total{route="other",status="aborted"}')).toBe(1);
  });

  it("have a duration by kind and outcome; only listed operation names are labels", async () => {
    await using it = await observe({ operationNames: ["Headline"] });
    for (const name of ["Headline", "Zhang_San_430112199001011234"]) {
      const record = it.observability.requestStarts("1", {});
      it.advance(30);
      Object.assign(record, {
        kind: "query",
        outcome: "partial",
        operationName: name,
        answeredAt: record.startedAt + 30,
      });
      record.errors.push({ code: "SUBGRAPH_TIMEOUT", service: "talent" });
      it.observability.requestEnds(record, { status: 200, aborted: false });
    }
    const labels = (operation: string) => `{kind="query",outcome="partial",operation="${operation}"}`;
    expect(await it.read(`liandong_operation_duration_seconds_sum${labels("Headline")}`)).toBeCloseTo(0.03);
    expect(await it.read(`liandong_operation_duration_seconds_count${labels("")}`)).toBe(1);
    expect(await it.read('liandong_errors_total{code="SUBGRAPH_TIMEOUT",service="talent"}')).toBe(2);
    expect((await it.metrics.render()).text).not.toContain("Zhang");
  });
});

describe("calls to subgraphs", () => {
  const call = {
    serviceName: "talent",
    kind: "query",
    outcome: "OK",
    errors: 0,
    durationMs: 20,
    retries: 0,
    hedged: false,
    shared: false,
  } as const;
  it("are counted by outcome, with retries and shared ones", async () => {
    await using it = await observe();
    it.metrics.onCall(call);
    it.metrics.onCall({ ...call, outcome: "SUBGRAPH_TIMEOUT", retries: 2 });
    it.metrics.onCall({ ...call, shared: true, hedged: true, breaker: "open" });
    expect(await it.read('liandong_subgraph_circuit_open{service="talent"}')).toBe(1);
    expect(await it.read('liandong_subgraph_calls_hedged_total{service="talent"}')).toBe(1);
    const labels = (outcome: string) => `{service="talent",kind="query",outcome="${outcome}"}`;
    expect(await it.read(`liandong_subgraph_call_duration_seconds_count${labels("OK")}`)).toBe(2);
    expect(await it.read(`liandong_subgraph_call_duration_seconds_count${labels("SUBGRAPH_TIMEOUT")}`)).toBe(
      1,
    );
    expect(await it.read('liandong_subgraph_retries_total{service="talent"}')).toBe(2);
    expect(await it.read('liandong_subgraph_calls_shared_total{service="talent"}')).toBe(1);
  });

  it("never have more labels than a bound", async () => {
    await using it = await observe();
    for (let i = 0; i < 1_000; i++) it.metrics.onCall({ ...call, serviceName: `s${i}`, retries: 1 });
    const { text } = await it.metrics.render();
    expect(text.match(/^liandong_subgraph_retries_total\{/gm)?.length).toBeLessThanOrEqual(201);
    expect(await it.read('liandong_subgraph_retries_total{service="other"}')).toBe(800);
  });
});

it("the engine's caches and the process itself are there", async () => {
  await using it = await observe();
  it.metrics.onCacheUse({ cache: "operation", event: "hit" });
  expect(await it.read('liandong_cache_events_total{cache="operation",event="hit"}')).toBe(1);
  expect(await it.read("process_resident_memory_bytes")).toBeGreaterThan(1e6);
  expect(await it.read("process_cpu_seconds_total")).toBeGreaterThan(0);
  expect(await it.read('nodejs_eventloop_lag_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
});

it("two gateways in one process count apart", async () => {
  await using one = await observe();
  await using other = await observe();
  one.metrics.onCacheUse({ cache: "operation", event: "miss" });
  expect(await other.read('liandong_cache_events_total{cache="operation",event="miss"}')).toBeUndefined();
});
