// A subgraph that keeps failing is left alone; after a rest, a few probes decide whether it is back.
import { describe, expect, it } from "vitest";
import type { SubgraphFailureCode } from "./SubgraphFailure.ts";
import { fakeClock } from "./testing/fakeClock.ts";
import { CALLER, outcome, QUERY, type SeenCall, scriptedTransport } from "./testing/scriptedTransport.ts";
import { withCircuitBreaker } from "./withCircuitBreaker.ts";

type Reply = "ok" | SubgraphFailureCode | "too large" | "open";

function broken(options: object = {}) {
  const clock = fakeClock();
  let reply: Reply = "ok";
  let takes = 0;
  const subgraph = scriptedTransport((call: SeenCall) => {
    const finish = () => {
      if (reply === "ok") call.answer();
      else if (reply === "too large") call.fail("SUBGRAPH_BAD_RESPONSE", { tooLarge: true });
      else if (reply !== "open") call.fail(reply);
    };
    if (takes === 0) finish();
    else clock.setTimeout(finish, takes);
  });
  const transport = withCircuitBreaker(subgraph, { name: "clinics", clock, breakerMinCalls: 10, ...options });
  return {
    clock,
    subgraph,
    transport,
    ask: () => outcome(transport.execute(QUERY, CALLER)),
    /** Makes calls one after the other that end this way. */
    async calls(count: number, next: Reply, milliseconds = 0) {
      reply = next;
      takes = milliseconds;
      for (let call = 0; call < count; call++) {
        const result = outcome(transport.execute(QUERY, CALLER));
        if (milliseconds > 0) await clock.advance(milliseconds);
        await result;
      }
    },
    reply: (next: Reply) => {
      reply = next;
      takes = 0;
    },
  };
}

describe("the circuit opens", () => {
  it.each<Reply>(["SUBGRAPH_UNREACHABLE", "SUBGRAPH_BAD_RESPONSE"])(
    "when half of the latest calls ended with %s, and calls then fail without being sent",
    async (code) => {
      const { subgraph, transport, calls, ask } = broken();
      await calls(5, "ok");
      await calls(4, code);
      expect(transport.breaker).toBe("closed");
      await calls(1, code);
      expect(transport.breaker).toBe("open");
      expect(await ask()).toBe("SUBGRAPH_CIRCUIT_OPEN");
      expect(subgraph.calls.length).toBe(10);
    },
  );

  it("for time-outs, unless the caller left the subgraph no time", async () => {
    const { transport, calls } = broken();
    await calls(50, "SUBGRAPH_TIMEOUT", 20);
    expect(transport.breaker).toBe("closed");
    await calls(10, "SUBGRAPH_TIMEOUT", 500);
    expect(transport.breaker).toBe("open");
  });

  it.each<Reply>(["SUBGRAPH_CANCELLED", "SUBGRAPH_OVERLOADED", "too large", "ok"])(
    "never for %s",
    async (reply) => {
      const { transport, calls } = broken();
      await calls(100, reply);
      expect(transport.breaker).toBe("closed");
    },
  );

  it("not before enough calls were made to judge by", async () => {
    const { transport, calls } = broken();
    await calls(9, "SUBGRAPH_UNREACHABLE");
    expect(transport.breaker).toBe("closed");
  });

  it("not for failures of long ago", async () => {
    const { clock, transport, calls } = broken();
    await calls(9, "SUBGRAPH_UNREACHABLE");
    await clock.advance(11_000);
    await calls(9, "SUBGRAPH_UNREACHABLE");
    expect(transport.breaker).toBe("closed");
  });
});

describe("after the rest", () => {
  async function rested() {
    const all = broken();
    await all.calls(10, "SUBGRAPH_UNREACHABLE");
    await all.clock.advance(4_999);
    expect(await all.ask()).toBe("SUBGRAPH_CIRCUIT_OPEN");
    await all.clock.advance(1);
    return all;
  }

  it("a few probes go through at a time, and no more", async () => {
    const { subgraph, transport, ask, reply } = await rested();
    reply("open");
    const probes = [ask(), ask(), ask()];
    expect(transport.breaker).toBe("half-open");
    expect(await ask()).toBe("SUBGRAPH_CIRCUIT_OPEN");
    expect(subgraph.calls.length).toBe(13);
    for (const call of subgraph.calls) call.answer();
    await Promise.all(probes);
    expect(transport.breaker).toBe("closed");
  });

  it("it closes when the probes succeed, and judges anew", async () => {
    const { transport, calls } = await rested();
    await calls(3, "ok");
    expect(transport.breaker).toBe("closed");
    await calls(9, "SUBGRAPH_UNREACHABLE");
    expect(transport.breaker).toBe("closed");
  });

  it("it opens again when one probe fails", async () => {
    const { transport, calls, ask } = await rested();
    await calls(2, "ok");
    await calls(1, "SUBGRAPH_UNREACHABLE");
    expect(transport.breaker).toBe("open");
    expect(await ask()).toBe("SUBGRAPH_CIRCUIT_OPEN");
  });

  it("a probe whose caller goes away makes room for another", async () => {
    const { transport, calls } = await rested();
    await calls(20, "SUBGRAPH_CANCELLED");
    expect(transport.breaker).toBe("half-open");
    await calls(3, "ok");
    expect(transport.breaker).toBe("closed");
  });

  it("a call from before says nothing", async () => {
    const all = broken();
    all.reply("open");
    const old = all.ask();
    await all.calls(10, "SUBGRAPH_UNREACHABLE");
    await all.clock.advance(5_000);
    await all.calls(1, "ok");
    all.subgraph.calls[0]?.fail("SUBGRAPH_UNREACHABLE");
    await old;
    expect(all.transport.breaker).toBe("half-open");
  });
});
