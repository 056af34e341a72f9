// A subgraph in the gateway's own process keeps the contract of one far away.
import { getEventListeners } from "node:events";
import { buildSchema } from "graphql";
import { describe, expect, it, vi } from "vitest";
import { inProcessTransport, type LocalSubgraph } from "./inProcessTransport.ts";
import { fakeClock, settle } from "./testing/fakeClock.ts";
import { CALLER, outcome, QUERY } from "./testing/scriptedTransport.ts";

/** A subgraph with a field of every temper. */
function local(overrides: Partial<LocalSubgraph> = {}) {
  const schema = buildSchema(
    `type Query { a: Int clinic: Clinic slow: Int broken: Int by(age: Int!): Int } type Clinic { beds: [Int] }`,
  );
  const released: (() => void)[] = [];
  const clinic = { beds: [1, 2] };
  const resolvers: Record<string, (source: unknown, args: any) => unknown> = {
    a: () => 1,
    clinic: () => clinic,
    slow: () => new Promise((resolve) => released.push(() => resolve(1))),
    broken: () => {
      throw new Error("no");
    },
    by: (_, { age }) => age,
  };
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}))
    field.resolve = resolvers[field.name];
  const clock = fakeClock();
  const subgraph: LocalSubgraph = {
    name: "clinics",
    schema,
    createContext: vi.fn(() => ({})),
    ping: async () => {},
    close: vi.fn(async () => {}),
    ...overrides,
  };
  const logged: unknown[] = [];
  const onInternalError = (_: string, error: unknown) => logged.push(error);
  const transport = inProcessTransport(subgraph, { clock, timeoutMs: 1_000, onInternalError });
  const ask = (query: string, context: object = {}, variables?: Record<string, unknown>) =>
    transport.execute(
      { query, kind: "query", ...(variables ? { variables } : {}) },
      { ...CALLER, ...context },
    );
  return { ask, clinic, clock, logged, released, subgraph, transport };
}

describe("an answer", () => {
  it.each([
    ["data", "{ a }", { data: { a: 1 } }],
    [
      "data and located errors",
      "{ a b: broken }",
      { data: { a: 1, b: null }, errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" }, path: ["b"] }] },
    ],
    [
      "a bad literal, explained",
      '{ by(age: "x") }',
      { errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] },
    ],
    ["bad syntax, explained", "{ a", { errors: [{ extensions: { code: "GRAPHQL_PARSE_FAILED" } }] }],
  ])("of %s", async (_, query, answer) => {
    const { ask } = local();
    expect(JSON.parse(JSON.stringify(await ask(query)))).toMatchObject(answer);
    expect(JSON.parse(JSON.stringify(await ask(query)))).toMatchObject(answer);
  });

  it("of a wrong variable says what is wrong with it", async () => {
    const { ask } = local();
    const answer = await ask("query ($age: Int!) { by(age: $age) }", {}, { age: "old" });
    expect(answer).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
  });

  it("hides an internal error and logs it with its stack", async () => {
    const { ask, logged } = local();
    const answer = await ask("{ broken }");
    expect(JSON.stringify(answer)).not.toContain('"no"');
    expect(logged).toEqual([
      expect.objectContaining({ message: "no", stack: expect.stringMatching(/broken/) }),
    ]);
  });

  it("belongs to the caller: changing it changes neither the subgraph nor the next answer", async () => {
    const { ask, clinic } = local();
    const first: any = await ask("{ clinic { beds } }");
    first.data.clinic.beds.push(3);
    first.data.clinic.doctor = "\u738b";
    expect(clinic).toEqual({ beds: [1, 2] });
    expect(JSON.parse(JSON.stringify(await ask("{ clinic { beds } }")))).toEqual({
      data: { clinic: { beds: [1, 2] } },
    });
  });

  it("has a fresh context behind it each time", async () => {
    const { ask, subgraph } = local();
    await ask("query ($age: Int!) { by(age: $age) }", {}, { age: 1 });
    await ask("query ($age: Int!) { by(age: $age) }", {}, { age: 2 });
    expect(subgraph.createContext).toHaveBeenCalledTimes(2);
  });
});

describe("a call ends", () => {
  it("at its deadline, whatever the resolvers do", async () => {
    const { ask, clock, released } = local();
    const call = outcome(ask("{ slow }", { deadline: clock.now() + 100 }));
    await clock.advance(100);
    expect(await call).toBe("SUBGRAPH_TIMEOUT");
    released[0]?.();
    await settle();
  });
  it("at the subgraph's time-out", async () => {
    const { ask, clock } = local();
    const call = outcome(ask("{ slow }"));
    await clock.advance(1_000);
    expect(await call).toBe("SUBGRAPH_TIMEOUT");
    expect(clock.timers).toBe(0);
  });
  it("when its client goes away", async () => {
    const { ask } = local();
    const controller = new AbortController();
    const call = outcome(ask("{ slow }", { signal: controller.signal }));
    await settle();
    controller.abort();
    expect(await call).toBe("SUBGRAPH_CANCELLED");
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });
  it("before it begins, for a client who has gone or a deadline that has passed", async () => {
    const { ask, clock, subgraph } = local();
    expect(await outcome(ask("{ a }", { signal: AbortSignal.abort() }))).toBe("SUBGRAPH_CANCELLED");
    expect(await outcome(ask("{ a }", { deadline: clock.now() }))).toBe("SUBGRAPH_TIMEOUT");
    expect(subgraph.createContext).not.toHaveBeenCalled();
  });
  it("in time without a trace", async () => {
    const { ask, released } = local();
    const { signal } = new AbortController();
    const call = ask("{ slow }", { signal });
    await settle();
    released[0]?.();
    expect(JSON.parse(JSON.stringify(await call))).toEqual({ data: { slow: 1 } });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

it("a subgraph that cannot even begin is unreachable, and says no more", async () => {
  const { transport } = local({
    createContext: () => {
      throw new Error("db password=hunter2");
    },
  });
  const failure: any = await transport.execute(QUERY, CALLER).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "SUBGRAPH_UNREACHABLE", serviceName: "clinics" });
  expect(failure.message).not.toContain("hunter2");
});

describe("whether it is up", () => {
  it.each([
    ["yes, when its store answers", async () => {}, true],
    ["no, when it does not", () => Promise.reject(new Error("gone")), false],
    ["no, when it hangs", () => new Promise<void>(() => {}), false],
  ])("%s", async (_, ping, isUp) => {
    const { clock, transport } = local({ ping });
    const answer = transport.isUp();
    await clock.advance(2_000);
    expect(await answer).toBe(isUp);
  });
});

it("closing it closes the subgraph", async () => {
  const { subgraph, transport } = local();
  await transport.close();
  expect(subgraph.close).toHaveBeenCalledOnce();
});
