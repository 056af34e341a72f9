// A query that nobody answered is sent again, a little later, within its deadline and a budget. Nothing else ever is.
import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { fakeClock, settle } from "./testing/fakeClock.ts";
import {
  CALLER,
  MUTATION,
  outcome,
  QUERY,
  type SeenCall,
  scriptedTransport,
} from "./testing/scriptedTransport.ts";
import { type RetryOptions, withRetries } from "./withRetries.ts";

/** Asks once while the subgraph replies this way, until nothing more happens. */
async function retried(
  reply: (call: SeenCall, index: number) => void,
  {
    request = QUERY,
    context = {},
    ...options
  }: Partial<RetryOptions> & { request?: any; context?: any } = {},
) {
  const clock = fakeClock();
  const subgraph = scriptedTransport(reply);
  const transport = withRetries(subgraph, { name: "clinics", clock, random: () => 1, ...options });
  const trace = { retries: 0, hedged: false, shared: false };
  const own = {
    ...CALLER,
    trace,
    ...(context.deadlineIn ? { deadline: clock.now() + context.deadlineIn } : {}),
  };
  const call = outcome(transport.execute(request, own));
  await clock.advance(10_000);
  return {
    result: await call,
    attempts: subgraph.calls.length,
    retries: trace.retries,
    timers: clock.timers,
  };
}

const unreachable = (call: SeenCall) => call.fail("SUBGRAPH_UNREACHABLE");

describe("a query is sent again", () => {
  it("when the subgraph was unreachable, until it answers", async () =>
    expect(await retried((call, index) => (index < 2 ? unreachable(call) : call.answer()))).toMatchObject({
      result: { a: 1 },
      attempts: 3,
      retries: 2,
    }));

  it("so often and no more; the last failure stands", async () =>
    expect(await retried(unreachable, { maxRetries: 4 })).toMatchObject({
      result: "SUBGRAPH_UNREACHABLE",
      attempts: 5,
    }));

  it.each([502, 503, 504])("when a proxy answered %i in its place", async (status) =>
    expect(await retried((call) => call.fail("SUBGRAPH_BAD_RESPONSE", { status }))).toMatchObject({
      attempts: 3,
    }),
  );

  it("when it timed out, only where that was asked for", async () => {
    const late = (call: SeenCall) => call.fail("SUBGRAPH_TIMEOUT");
    expect((await retried(late)).attempts).toBe(1);
    expect((await retried(late, { retryTimeouts: true })).attempts).toBe(3);
  });
});

describe("nothing is sent again", () => {
  it.each([
    ["a mutation", MUTATION, unreachable],
    [
      "an answer that is no response",
      QUERY,
      (call: SeenCall) => call.fail("SUBGRAPH_BAD_RESPONSE", { status: 200 }),
    ],
    ["a server error", QUERY, (call: SeenCall) => call.fail("SUBGRAPH_BAD_RESPONSE", { status: 500 })],
    ["a call that was cancelled", QUERY, (call: SeenCall) => call.fail("SUBGRAPH_CANCELLED")],
    ["a call that was refused", QUERY, (call: SeenCall) => call.fail("SUBGRAPH_OVERLOADED")],
    ["a call to an open circuit", QUERY, (call: SeenCall) => call.fail("SUBGRAPH_CIRCUIT_OPEN")],
    ["a query that was answered", QUERY, (call: SeenCall) => call.answer()],
  ])("after %s", async (_, request, reply) =>
    expect(await retried(reply, { request })).toMatchObject({ attempts: 1, retries: 0, timers: 0 }),
  );

  it("that would come after the deadline", async () => {
    const options = { retryBaseDelayMs: 100 };
    expect((await retried(unreachable, { ...options, context: { deadlineIn: 100 } })).attempts).toBe(1);
    expect((await retried(unreachable, { ...options, context: { deadlineIn: 101 } })).attempts).toBe(2);
  });
});

describe("pauses", () => {
  it("are random, below a bound that doubles up to its limit", async () => {
    const clock = fakeClock();
    const times: number[] = [];
    const subgraph = scriptedTransport((call) => {
      times.push(clock.monotonic());
      unreachable(call);
    });
    const options = { maxRetries: 5, retryBaseDelayMs: 20, retryMaxDelayMs: 100 };
    const half = withRetries(subgraph, { name: "clinics", clock, random: () => 0.5, ...options });
    const call = outcome(half.execute(QUERY, CALLER));
    await clock.advance(10_000);
    await call;
    expect(times.slice(1).map((time, index) => time - (times[index] ?? 0))).toEqual([10, 20, 40, 50, 50]);
  });

  it("end when the caller goes away", async () => {
    const clock = fakeClock();
    const subgraph = scriptedTransport(unreachable);
    const transport = withRetries(subgraph, { name: "clinics", clock, random: () => 1 });
    const controller = new AbortController();
    const call = outcome(transport.execute(QUERY, { ...CALLER, signal: controller.signal }));
    await settle();
    controller.abort();
    expect(await call).toBe("SUBGRAPH_CANCELLED");
    expect([subgraph.calls.length, clock.timers]).toEqual([1, 0]);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });
});

describe("the budget", () => {
  /** How many attempts reach a dead subgraph for so many queries. */
  async function attemptsFor(queries: number, clock = fakeClock()) {
    const subgraph = scriptedTransport(unreachable);
    const transport = withRetries(subgraph, { name: "clinics", clock, maxRetries: 1, random: () => 0 });
    const ask = async (count: number) => {
      const before = subgraph.calls.length;
      const calls = Array.from({ length: count }, () => outcome(transport.execute(QUERY, CALLER)));
      await clock.advance(1);
      await Promise.all(calls);
      return subgraph.calls.length - before;
    };
    return { ask, first: await ask(queries), clock };
  }

  it("is a percentage of the queries and a few more: a dead subgraph gets hardly more than its traffic", async () =>
    expect((await attemptsFor(1_000)).first).toBe(1_000 + 100 + 30));

  it("is renewed as time goes by", async () => {
    const { ask, clock } = await attemptsFor(100);
    expect(await ask(10)).toBe(11);
    await clock.advance(11_000);
    expect(await ask(10)).toBe(20);
  });
});
