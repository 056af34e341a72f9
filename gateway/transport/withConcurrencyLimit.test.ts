// A subgraph gets so many calls at a time; some more wait their turn, the rest is told at once to come back later.
import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { fakeClock, settle } from "./testing/fakeClock.ts";
import { CALLER, outcome, QUERY, scriptedTransport } from "./testing/scriptedTransport.ts";
import { withConcurrencyLimit } from "./withConcurrencyLimit.ts";

function limited(maxInFlight: number, maxQueue: number) {
  const clock = fakeClock();
  const subgraph = scriptedTransport();
  const transport = withConcurrencyLimit(subgraph, { name: "clinics", maxInFlight, maxQueue, clock });
  const ask = (id: number, context: object = {}) =>
    outcome(transport.execute({ ...QUERY, variables: { id } }, { ...CALLER, ...context }));
  const asked = () => subgraph.calls.map(({ request }) => request.variables?.id);
  return { clock, subgraph, transport, ask, asked };
}

describe("a concurrency limit", () => {
  it("lets calls through in the order they came", async () => {
    const { subgraph, transport, ask, asked } = limited(2, 10);
    const calls = [1, 2, 3, 4].map((id) => ask(id));
    expect(asked()).toEqual([1, 2]);
    expect([transport.inFlight, transport.queued]).toEqual([2, 2]);
    subgraph.calls[1]?.answer({ a: 2 });
    await settle();
    expect(asked()).toEqual([1, 2, 3]);
    for (const call of subgraph.calls) call.answer();
    await settle();
    subgraph.calls[3]?.answer();
    expect(await Promise.all(calls)).toEqual([{ a: 1 }, { a: 2 }, { a: 1 }, { a: 1 }]);
    expect([transport.inFlight, transport.queued]).toEqual([0, 0]);
  });

  it("gives the place of a failed call away too", async () => {
    const { subgraph, ask, asked } = limited(1, 10);
    const calls = [ask(1), ask(2)];
    subgraph.calls[0]?.fail("SUBGRAPH_UNREACHABLE");
    await settle();
    expect(asked()).toEqual([1, 2]);
    subgraph.calls[1]?.answer();
    expect(await Promise.all(calls)).toEqual(["SUBGRAPH_UNREACHABLE", { a: 1 }]);
  });

  it("refuses the call for which there is no room to wait, at once", async () => {
    const { ask, asked } = limited(1, 1);
    void ask(1);
    void ask(2);
    expect(await ask(3)).toBe("SUBGRAPH_OVERLOADED");
    expect(asked()).toEqual([1]);
  });

  it("counts the wait into the deadline, and never sends a call that is late", async () => {
    const { clock, subgraph, transport, ask, asked } = limited(1, 10);
    const first = ask(1);
    const second = ask(2, { deadline: clock.now() + 100 });
    await clock.advance(99);
    expect(transport.queued).toBe(1);
    await clock.advance(1);
    expect(await second).toBe("SUBGRAPH_TIMEOUT");
    subgraph.calls[0]?.answer();
    await first;
    expect(asked()).toEqual([1]);
  });

  it("forgets the caller who goes away", async () => {
    const { subgraph, transport, ask, asked } = limited(1, 10);
    const controller = new AbortController();
    const first = ask(1);
    const second = ask(2, { signal: controller.signal });
    const third = ask(3);
    controller.abort();
    expect(await second).toBe("SUBGRAPH_CANCELLED");
    expect(transport.queued).toBe(1);
    subgraph.calls[0]?.answer();
    await settle();
    subgraph.calls[1]?.answer();
    await Promise.all([first, third]);
    expect(asked()).toEqual([1, 3]);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("tells those who wait when it is closed, and keeps no timer", async () => {
    const { clock, transport, ask } = limited(1, 10);
    void ask(1);
    const second = ask(2, { deadline: clock.now() + 100 });
    await transport.close();
    expect(await second).toBe("SUBGRAPH_CANCELLED");
    expect(clock.timers).toBe(0);
  });
});
