// All policies together, from one options object: each does its part in the right order, and a real subgraph in trouble
// neither holds up its callers nor gets more than its share of calls.
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { createTransport, type TransportOptions } from "./createTransport.ts";
import { TRANSPORT_KNOBS } from "./TransportKnobs.ts";
import { fakeClock, settle } from "./testing/fakeClock.ts";
import {
  CALLER,
  MUTATION,
  outcome,
  QUERY,
  type SeenCall,
  scriptedTransport,
} from "./testing/scriptedTransport.ts";
import { serveHttp } from "./testing/serveFaults.ts";
import type { CallRecord } from "./withMetrics.ts";

function assembled(reply?: (call: SeenCall, index: number) => void, options: Partial<TransportOptions> = {}) {
  const clock = fakeClock();
  const records: CallRecord[] = [];
  const subgraph = scriptedTransport(reply);
  const transport = createTransport({
    name: "clinics",
    base: subgraph,
    clock,
    random: () => 1,
    onCall: (record) => void records.push(record),
    ...options,
  });
  const ask = (id: number, context: object = {}, request = QUERY) =>
    outcome(transport.execute({ ...request, variables: { id } }, { ...CALLER, ...context }));
  return { clock, records, subgraph, transport, ask };
}

describe("in the right order", () => {
  it("sharers take one place", async () => {
    const { subgraph, transport, ask } = assembled(undefined, { maxInFlight: 1, maxQueue: 0 });
    const calls = [ask(1), ask(1), ask(1)];
    expect(transport.state()).toEqual({ inFlight: 1, queued: 0, breaker: "closed" });
    expect(await ask(2)).toBe("SUBGRAPH_OVERLOADED");
    subgraph.calls[0]?.answer();
    expect(await Promise.all(calls)).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }]);
  });

  it("sharers share the retries as well", async () => {
    const { clock, records, subgraph, ask } = assembled((call, index) =>
      index === 0 ? call.fail("SUBGRAPH_UNREACHABLE") : call.answer(),
    );
    const calls = [ask(1), ask(1)];
    await clock.advance(1_000);
    expect(await Promise.all(calls)).toEqual([{ a: 1 }, { a: 1 }]);
    expect(subgraph.calls.length).toBe(2);
    expect(records).toMatchObject([
      { outcome: "OK", retries: 1, shared: false, durationMs: 20 },
      { outcome: "OK", retries: 0, shared: true },
    ]);
  });

  it("a retry gives its place away while it pauses", async () => {
    const { clock, subgraph, transport, ask } = assembled(
      (call, index) => (index === 0 ? call.fail("SUBGRAPH_UNREACHABLE") : call.answer()),
      { maxInFlight: 1 },
    );
    const first = ask(1);
    await settle();
    expect(transport.state().inFlight).toBe(0);
    expect(await ask(2)).toEqual({ a: 1 });
    await clock.advance(20);
    expect(await first).toEqual({ a: 1 });
    expect(subgraph.calls.map(({ request }) => request.variables?.id)).toEqual([1, 2, 1]);
  });

  it("calls that wait when the circuit opens end at once", async () => {
    const { subgraph, transport, ask } = assembled(undefined, {
      maxInFlight: 2,
      breakerMinCalls: 2,
      maxRetries: 0,
    });
    const calls = Array.from({ length: 50 }, (_, id) => ask(id));
    for (const call of subgraph.calls) call.fail("SUBGRAPH_UNREACHABLE");
    await settle();
    // The first place that came free let one more through before the second failure was counted.
    expect(subgraph.calls.length).toBe(3);
    subgraph.calls[2]?.answer();
    const codes = await Promise.all(calls);
    expect(transport.state()).toEqual({ inFlight: 0, queued: 0, breaker: "open" });
    expect(codes.filter((code) => code === "SUBGRAPH_CIRCUIT_OPEN").length).toBe(47);
  });

  it("the time-out bounds everything: waiting, attempts and pauses", async () => {
    const { clock, records, transport, ask } = assembled(undefined, { timeoutMs: 300, maxInFlight: 1 });
    const calls = [ask(1), ask(2), ask(3, { deadline: clock.now() + 100 })];
    await clock.advance(100);
    expect(await calls[2]).toBe("SUBGRAPH_TIMEOUT");
    await clock.advance(200);
    expect(await calls[1]).toBe("SUBGRAPH_TIMEOUT");
    expect(records.map(({ durationMs }) => durationMs)).toEqual([100, 300]);
    expect(transport.state().queued).toBe(0);
  });

  it("a mutation goes through once, alone, under the same limits", async () => {
    const { subgraph, ask } = assembled((call) => call.fail("SUBGRAPH_UNREACHABLE"));
    expect(await Promise.all([ask(1, {}, MUTATION), ask(1, {}, MUTATION)])).toEqual([
      "SUBGRAPH_UNREACHABLE",
      "SUBGRAPH_UNREACHABLE",
    ]);
    expect(subgraph.calls.length).toBe(2);
  });

  it("every policy can be turned off", async () => {
    const { subgraph, transport, ask } = assembled((call) => call.fail("SUBGRAPH_UNREACHABLE"), {
      shareQueries: false,
      breaker: false,
      maxRetries: 0,
    });
    await Promise.all(Array.from({ length: 60 }, () => ask(1)));
    expect(subgraph.calls.length).toBe(60);
    expect(transport.state()).toEqual({ inFlight: 0, queued: 0 });
  });

  it("hedging is off unless asked for", async () => {
    const { clock, subgraph, ask } = assembled((call, index) => index < 64 && call.answer());
    for (let id = 0; id < 64; id++) await ask(id);
    void ask(65);
    await clock.advance(9_000);
    expect(subgraph.calls.length).toBe(65);
  });
});

describe("an option that cannot be used stops the start and says why", () => {
  it.each<[object, RegExp]>([
    [{ timeoutMs: 0 }, /timeoutMs of subgraph "clinics" must be a whole number from 1 to 86400000, not 0/],
    [{ timeoutMs: 1.5 }, /timeoutMs/],
    [{ maxQueue: -1 }, /maxQueue/],
    [{ breakerFailureRatio: Number.NaN }, /breakerFailureRatio/],
    [{ hedging: "yes" }, /hedging of subgraph "clinics" must be true or false, not yes/],
    [{ timeout: 5 }, /"timeout" of subgraph "clinics" is no option; there are timeoutMs, /],
  ])("%o", (options, message) => {
    expect(() => assembled(undefined, options)).toThrow(TypeError);
    expect(() => assembled(undefined, options)).toThrow(message);
  });

  it("no address", () => expect(() => createTransport({ name: "clinics" })).toThrow(/needs a url/));
});

describe("a real subgraph", () => {
  /** Asks so many different queries at once. */
  async function rush(listener: RequestListener, calls: number, options: Partial<TransportOptions> = {}) {
    await using server = await serveHttp(listener);
    const records: CallRecord[] = [];
    const transport = createTransport({
      name: "clinics",
      url: server.url,
      onCall: (record) => void records.push(record),
      ...options,
    });
    const codes = await Promise.all(
      Array.from({ length: calls }, (_, id) =>
        outcome(transport.execute({ ...QUERY, variables: { id } }, CALLER)),
      ),
    );
    const state = transport.state();
    await transport.close();
    return { codes, records, state, opened: server.opened };
  }

  it("that is well gets every call on few connections", async () => {
    const { codes, records, opened } = await rush(
      (_, response) => void response.end('{"data":{"a":1}}'),
      300,
      {
        connections: 8,
        maxInFlight: 8,
      },
    );
    expect(codes).toEqual(Array(300).fill({ a: 1 }));
    expect(opened).toBe(8);
    expect(records[0]).toMatchObject({ outcome: "OK", bytesIn: 16, bytesOut: 38 });
  });

  it("that hangs is left alone after the first time-outs", async () => {
    const { codes, state } = await rush(() => {}, 100, {
      timeoutMs: 5_000,
      attemptTimeoutMs: 200,
      maxInFlight: 20,
      breakerMinTimeoutMs: 100,
    });
    expect(state).toEqual({ inFlight: 0, queued: 0, breaker: "open" });
    expect(new Set(codes)).toEqual(new Set(["SUBGRAPH_TIMEOUT", "SUBGRAPH_CIRCUIT_OPEN"]));
    expect(codes.filter((code) => code === "SUBGRAPH_TIMEOUT").length).toBeLessThanOrEqual(40);
  });

  it("behind a proxy that is restarting is asked again", async () => {
    let asked = 0;
    const { codes, records } = await rush(
      (_, response) => {
        if (asked++ === 0) response.writeHead(503, { "content-type": "text/html" }).end("<html>");
        else response.end('{"data":{"a":1}}');
      },
      1,
      { retryBaseDelayMs: 1 },
    );
    expect(codes).toEqual([{ a: 1 }]);
    expect(records).toMatchObject([{ outcome: "OK", retries: 1 }]);
  });
});

it("the README lists every knob with its default", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  const rows = new Map(
    [...readme.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, knob, value]) => [knob, value?.trim()]),
  );
  for (const [knob, { default: value }] of Object.entries(TRANSPORT_KNOBS))
    expect(rows.get(knob), knob).toBe(`${value}`);
});
