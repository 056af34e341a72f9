// Each call leaves one record: how it ended and what it took, never what was asked or who asked.
import { describe, expect, it } from "vitest";
import { fakeClock } from "./testing/fakeClock.ts";
import { CALLER, MUTATION, outcome, QUERY, scriptedTransport } from "./testing/scriptedTransport.ts";
import { type CallRecord, withMetrics } from "./withMetrics.ts";

function measured(onCall?: (record: CallRecord) => void) {
  const clock = fakeClock();
  const records: CallRecord[] = [];
  const subgraph = scriptedTransport();
  const transport = withMetrics(subgraph, {
    name: "clinics",
    clock,
    onCall: onCall ?? ((record) => void records.push(record)),
    breaker: () => "closed",
  });
  return { clock, records, subgraph, transport };
}

describe("a record", () => {
  it("tells of an answer", async () => {
    const { clock, records, subgraph, transport } = measured();
    const call = transport.execute(QUERY, CALLER);
    await clock.advance(25);
    Object.assign(subgraph.calls[0]?.context.trace ?? {}, { retries: 1, bytesIn: 10, bytesOut: 20 });
    subgraph.calls[0]?.answer();
    await call;
    expect(records).toEqual([
      {
        serviceName: "clinics",
        kind: "query",
        outcome: "OK",
        errors: 0,
        durationMs: 25,
        retries: 1,
        hedged: false,
        shared: false,
        bytesIn: 10,
        bytesOut: 20,
        breaker: "closed",
      },
    ]);
  });

  it("tells of a failure by its code", async () => {
    const { records, subgraph, transport } = measured();
    const call = outcome(transport.execute(MUTATION, CALLER));
    subgraph.calls[0]?.fail("SUBGRAPH_TIMEOUT");
    await call;
    expect(records).toMatchObject([{ kind: "mutation", outcome: "SUBGRAPH_TIMEOUT" }]);
  });

  it("counts the errors of an answer, and calls our own faults by their name", async () => {
    const records: CallRecord[] = [];
    let isSound = true;
    const base = {
      ...scriptedTransport(),
      execute: async () => {
        if (isSound) return { data: null, errors: [{ message: "no" }, { message: "neither" }] };
        throw new RangeError("a bug");
      },
    };
    const transport = withMetrics(base, { name: "clinics", onCall: (record) => void records.push(record) });
    await transport.execute(QUERY, CALLER);
    isSound = false;
    await expect(transport.execute(QUERY, CALLER)).rejects.toThrow(RangeError);
    expect(records).toMatchObject([
      { outcome: "OK", errors: 2 },
      { outcome: "INTERNAL", errors: 0 },
    ]);
    expect(records[0]).not.toHaveProperty("breaker");
  });
});

it("a listener that throws fails no call", async () => {
  const { subgraph, transport } = measured(() => {
    throw new Error("metrics are down");
  });
  const call = transport.execute(QUERY, CALLER);
  subgraph.calls[0]?.answer();
  expect(await call).toEqual({ data: { a: 1 } });
});
