// Identical queries in flight at once are one call, but only for callers who may see the same, and nobody depends on
// another's patience.
import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { createQueryKey } from "./createQueryKey.ts";
import type { CallContext } from "./SubgraphTransport.ts";
import { fakeClock, settle } from "./testing/fakeClock.ts";
import { CALLER, MUTATION, outcome, QUERY, scriptedTransport } from "./testing/scriptedTransport.ts";
import { withSharedQueries } from "./withSharedQueries.ts";

function shared(options: object = {}) {
  const clock = fakeClock();
  const subgraph = scriptedTransport();
  const transport = withSharedQueries(subgraph, { name: "clinics", clock, ...options });
  const ask = (request: object = {}, context: object = {}) =>
    transport.execute({ ...QUERY, ...request }, { ...CALLER, ...context });
  return { clock, subgraph, transport, ask };
}

describe("identical queries", () => {
  it("are one call, whose answer is marked as shared", async () => {
    const { subgraph, ask } = shared();
    const request = { variables: { ids: [1, 2] }, operationName: "Q" };
    const calls = [ask(request), ask({ ...request, variables: { ids: [1, 2] } }), ask(request)];
    expect(subgraph.calls.length).toBe(1);
    subgraph.calls[0]?.answer();
    for (const answer of await Promise.all(calls)) expect(answer).toEqual({ data: { a: 1 }, shared: true });
  });

  it("one alone gets its answer for itself", async () => {
    const { subgraph, ask } = shared();
    const call = ask();
    subgraph.calls[0]?.answer();
    expect(await call).toEqual({ data: { a: 1 } });
  });

  it("share a failure too", async () => {
    const { subgraph, ask } = shared();
    const calls = [outcome(ask()), outcome(ask())];
    subgraph.calls[0]?.fail("SUBGRAPH_UNREACHABLE");
    expect(await Promise.all(calls)).toEqual(["SUBGRAPH_UNREACHABLE", "SUBGRAPH_UNREACHABLE"]);
  });

  it("are asked anew once the answer has come: nothing is cached", async () => {
    const { subgraph, ask } = shared();
    const first = ask();
    subgraph.calls[0]?.answer();
    await first;
    void ask();
    expect(subgraph.calls.length).toBe(2);
  });

  it("tell metrics who was answered by whose call", async () => {
    const { subgraph, ask } = shared();
    const traces = [1, 2].map(() => ({ retries: 0, hedged: false, shared: false }));
    const calls = traces.map((trace) => ask({}, { trace }));
    subgraph.calls[0]?.answer();
    await Promise.all(calls);
    expect(traces.map((trace) => trace.shared)).toEqual([false, true]);
  });
});

describe("a call of its own is made for", () => {
  const headers = { "x-request-id": "r1" };
  it.each([
    ["another text", { query: "{ b }" }, {}],
    ["other variables", { variables: { a: 2 } }, {}],
    ["another operation of the text", { operationName: "R" }, {}],
    ["another security key", {}, { securityKey: "clerk" }],
    ["other headers", {}, { headers: { "x-request-id": "r2" } }],
    ["fewer headers", {}, { headers: undefined }],
  ])("%s", (_, request, context) => {
    const { subgraph, ask } = shared();
    const base = { variables: { a: 1 }, operationName: "Q" };
    void ask(base, { headers });
    void ask(base, { headers: { ...headers } });
    expect(subgraph.calls.length).toBe(1);
    void ask({ ...base, ...request }, { headers, ...context });
    expect(subgraph.calls.length).toBe(2);
  });

  it("every mutation", () => {
    const { subgraph, ask } = shared();
    void ask(MUTATION);
    void ask(MUTATION);
    expect(subgraph.calls.length).toBe(2);
  });

  it("another client's request id, unless told that it only serves tracing", () => {
    const traced = (id: string, more = {}) => ({ headers: { "X-Request-Id": id, traceparent: id, ...more } });
    const { subgraph, ask } = shared({ shareAcrossTraces: true });
    void ask({}, traced("1"));
    void ask({}, traced("2"));
    expect(subgraph.calls.length).toBe(1);
    void ask({}, traced("2", { authorization: "x" }));
    expect(subgraph.calls.length).toBe(2);
  });

  it("the same characters cut into other parts", () => {
    const keyOf = createQueryKey({ shareAcrossTraces: false });
    const keys = new Set<string>();
    const headersOf: (CallContext["headers"] | undefined)[] = [undefined, { a: "b" }, { a: "b", c: "" }];
    let count = 0;
    for (const text of ['1 1[["a","b"]]1 1', "1 11 1"])
      for (let first = 0; first <= text.length; first++)
        for (let second = first; second <= text.length; second++)
          for (const headers of headersOf) {
            const request = { ...QUERY, operationName: text.slice(0, first) };
            const context = { securityKey: text.slice(first, second), ...(headers ? { headers } : {}) };
            keys.add(keyOf(request, text.slice(second), context));
            count++;
          }
    expect(keys.size).toBe(count);
  });
});

describe("one who goes away", () => {
  it.each([0, 1])("leaves the others their answer (caller %i of two)", async (leaver) => {
    const { subgraph, ask } = shared();
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) => outcome(ask({}, { signal })));
    controllers[leaver]?.abort();
    expect(await calls[leaver]).toBe("SUBGRAPH_CANCELLED");
    expect(subgraph.calls[0]?.cancelled).toBe(false);
    subgraph.calls[0]?.answer();
    expect(await calls[1 - leaver]).toEqual({ a: 1 });
    for (const { signal } of controllers) expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("as the last one takes the call along, and the next starts anew", async () => {
    const { subgraph, ask } = shared();
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) => outcome(ask({}, { signal })));
    for (const controller of controllers) controller.abort();
    expect(await Promise.all(calls)).toEqual(["SUBGRAPH_CANCELLED", "SUBGRAPH_CANCELLED"]);
    expect(subgraph.calls[0]?.cancelled).toBe(true);
    const next = ask();
    subgraph.calls[1]?.answer();
    expect(await next).toEqual({ data: { a: 1 } });
  });
});

describe("everybody has their own deadline", () => {
  it.each([
    ["the first caller's", 100, 500],
    ["the second caller's", 500, 100],
  ])("%s is sooner", async (_, first, second) => {
    const { clock, subgraph, ask } = shared();
    const start = clock.now();
    const calls = [first, second].map((after) => outcome(ask({}, { deadline: start + after })));
    await clock.advance(100);
    const [hasty, patient] = first < second ? calls : [...calls].reverse();
    expect(await hasty).toBe("SUBGRAPH_TIMEOUT");
    await clock.advance(399);
    expect(subgraph.calls[0]?.cancelled).toBe(false);
    subgraph.calls[0]?.answer();
    expect(await patient).toEqual({ a: 1 });
  });

  it("the call itself has the latest, and ends when the last caller's has passed", async () => {
    const { clock, subgraph, ask } = shared();
    const start = clock.now();
    const calls = [100, 500, 300].map((after) => outcome(ask({}, { deadline: start + after })));
    expect(subgraph.calls[0]?.context.deadline).toBe(start + 500);
    await clock.advance(500);
    expect(await Promise.all(calls)).toEqual(Array(3).fill("SUBGRAPH_TIMEOUT"));
    expect(subgraph.calls[0]?.cancelled).toBe(true);
    await settle();
    expect(clock.timers).toBe(0);
  });
});
