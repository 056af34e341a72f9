// A query that takes longer than usual is asked a second time; the first answer counts, and the other is not waited for.
import { describe, expect, it } from "vitest";
import { fakeClock, settle } from "./testing/fakeClock.ts";
import { CALLER, MUTATION, outcome, QUERY, scriptedTransport } from "./testing/scriptedTransport.ts";
import { withHedging } from "./withHedging.ts";

/** A subgraph that has answered so many queries: the slowest of them in 20 ms. */
async function practised(answers = 100, options: object = {}) {
  const clock = fakeClock();
  const subgraph = scriptedTransport();
  const transport = withHedging(subgraph, { clock, ...options });
  const trace = { retries: 0, hedged: false, shared: false };
  const ask = (request = QUERY, context: object = {}) =>
    outcome(transport.execute(request, { ...CALLER, trace, ...context }));
  for (let query = 0; query < answers; query++) {
    const call = ask();
    await clock.advance(query < 32 ? 20 : 10);
    subgraph.calls.at(-1)?.answer();
    await call;
  }
  subgraph.calls.length = 0;
  trace.hedged = false;
  return { clock, subgraph, transport, trace, ask };
}

describe("a slow query", () => {
  it("is sent again after the usual time, and the second answer will do", async () => {
    const { clock, subgraph, trace, ask } = await practised();
    const call = ask();
    await clock.advance(19);
    expect(subgraph.calls.length).toBe(1);
    await clock.advance(1);
    expect(subgraph.calls.length).toBe(2);
    subgraph.calls[1]?.answer({ a: 2 });
    expect(await call).toEqual({ a: 2 });
    expect(subgraph.calls.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    expect(trace.hedged).toBe(true);
  });

  it("is answered by the first after all", async () => {
    const { clock, subgraph, ask } = await practised();
    const call = ask();
    await clock.advance(30);
    subgraph.calls[0]?.answer({ a: 2 });
    expect(await call).toEqual({ a: 2 });
    expect(subgraph.calls.map(({ cancelled }) => cancelled)).toEqual([false, true]);
  });

  it("fails only when both have", async () => {
    const { clock, subgraph, ask } = await practised();
    const call = ask();
    await clock.advance(30);
    subgraph.calls[0]?.fail("SUBGRAPH_UNREACHABLE");
    await settle();
    subgraph.calls[1]?.fail("SUBGRAPH_TIMEOUT");
    expect(await call).toBe("SUBGRAPH_TIMEOUT");
    expect(clock.timers).toBe(0);
  });

  it("takes both along when its caller goes away", async () => {
    const { clock, subgraph, ask } = await practised();
    const controller = new AbortController();
    const call = ask(QUERY, { signal: controller.signal });
    await clock.advance(30);
    controller.abort();
    expect(await call).toBe("SUBGRAPH_CANCELLED");
    expect(subgraph.calls.map(({ cancelled }) => cancelled)).toEqual([true, true]);
  });
});

describe("nothing is sent twice", () => {
  it("when the answer comes in the usual time", async () => {
    const { clock, subgraph, ask } = await practised();
    const call = ask();
    await clock.advance(10);
    subgraph.calls[0]?.answer();
    await call;
    await clock.advance(1_000);
    expect(subgraph.calls.length).toBe(1);
    expect(clock.timers).toBe(0);
  });

  it("when the query fails before", async () => {
    const { clock, subgraph, ask } = await practised();
    const call = ask();
    subgraph.calls[0]?.fail("SUBGRAPH_UNREACHABLE");
    expect(await call).toBe("SUBGRAPH_UNREACHABLE");
    await clock.advance(1_000);
    expect(subgraph.calls.length).toBe(1);
  });

  it.each([
    ["for a mutation", 100, MUTATION],
    ["before it is known what is usual", 31, QUERY],
  ])("%s", async (_, answers, request) => {
    const { clock, subgraph, ask } = await practised(answers);
    void ask(request);
    await clock.advance(1_000);
    expect(subgraph.calls.length).toBe(1);
  });

  it("beyond the budget", async () => {
    const { clock, subgraph, ask } = await practised();
    for (let query = 0; query < 95; query++) void ask();
    await clock.advance(1_000);
    expect(subgraph.calls.length).toBe(95 + 9);
  });
});
