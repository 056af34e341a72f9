// Every access to classified data is on record before its answer leaves: who, what for, which fields, how many subjects, in
// which form, never a value. What cannot be recorded is not given out, and what is public costs nothing.
import { buildSchema, GraphQLError, parse } from "graphql";
import { describe, expect, it, vi } from "vitest";
import type { Caller } from "../../../../subgraphs/kit/caller/Caller.ts";
import { callerWith } from "../../../../subgraphs/kit/testing/callers.ts";
import type { CallContext } from "../../../transport/SubgraphTransport.ts";
import { createGuard, type GuardedGraph } from "../../guard/createGuard.ts";
import type { GuardedResult, OperationRule } from "../../guard/OperationRule.ts";
import type { AuditRecord } from "../AuditRecord.ts";
import { readForward } from "../read/readForward.ts";
import { openTestTrail } from "../testing/openTestTrail.ts";
import type { WriteDurably } from "../trail/SegmentWriter.ts";
import { auditRule } from "./auditRule.ts";

const SDL = `
  type Query { people: [Person!] person(id: ID!): Person stations: [Station!] auditRecords(first: Int): Int }
  type Mutation { rename(name: String!): Person }
  type Person { id: ID! name: String phone: String isMember: Boolean friend: Person }
  type Station { name: String }`;
const classified = (coordinate: string, level: string, category: string) => ({
  coordinate,
  name: "classified",
  args: { level, category },
  subgraphs: ["hospitals"],
});
const DIRECTIVES = [
  classified("Person.name", "L2", "NAME"),
  classified("Person.phone", "L3", "PHONE"),
  classified("Person.isMember", "L4", "ATTRIBUTE"),
];
const NURSE = callerWith(["clear:hospitals"], {
  principal: "user:nurse",
  agency: "hospitals",
  unit: "mi_1",
  purpose: "continuity-of-care",
});

interface Opened {
  answer: GuardedResult;
  rules?: OperationRule[];
  write?: WriteDurably;
}

/** A graph that gives one answer, guarded by the audit rule and others behind it. */
async function open({ answer, rules = [], write }: Opened) {
  const test = await openTestTrail({ retryMs: 10, ...(write ? { write } : {}) });
  const execute = vi.fn<GuardedGraph["execute"]>(async () => answer);
  const graph: GuardedGraph = {
    hash: "5".repeat(64),
    apiSchema: buildSchema(SDL),
    possibleTypes: {},
    directives: DIRECTIVES,
    execute,
  };
  const guard = createGuard([auditRule(test.trail), ...rules]);
  return {
    execute,
    trail: test.trail,
    ask: (source: string, caller: Caller = NURSE, call: Partial<CallContext> = {}, variables = {}) =>
      guard(graph, {
        source,
        document: parse(source),
        variables,
        context: { securityKey: "", caller, requestId: "r-7", traceId: "t-7", ...call },
      }),
    /** What was recorded since the start. */
    async records(): Promise<any[]> {
      const found: AuditRecord[] = [];
      for await (const { record } of readForward(test.directory, {})) if (record) found.push(record);
      return found.slice(1);
    },
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}
const forbidden = (path?: (string | number)[]) =>
  new GraphQLError("needs clear:hospitals", { extensions: { code: "FORBIDDEN" }, ...(path ? { path } : {}) });

describe("an access", () => {
  const answer = {
    data: {
      people: [
        { name: "王*", phone: "13812345678" },
        { name: "李*", phone: null },
      ],
    },
  };

  it("is recorded with who, what for, which fields in which form, and of how many", async () => {
    await using graph = await open({ answer });
    await graph.ask("query Who { people { name phone } }");
    expect(await graph.records()).toMatchObject([
      {
        kind: "access",
        principal: "user:nurse",
        agency: "hospitals",
        unit: "mi_1",
        purpose: "continuity-of-care",
        breakGlass: false,
        operation: "Who",
        operationHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        requestId: "r-7",
        traceId: "t-7",
        supergraph: "5".repeat(64),
        subjects: 2,
        clientGone: false,
        fields: [
          { coordinate: "Person.name", level: "L2", category: "NAME", outcome: "masked", subjects: 2 },
          { coordinate: "Person.phone", level: "L3", category: "PHONE", outcome: "clear", subjects: 1 },
          { coordinate: "Person.phone", level: "L3", category: "PHONE", outcome: "empty", subjects: 1 },
        ],
      },
    ]);
  });

  it("leaves no value behind", async () => {
    await using graph = await open({ answer });
    await graph.ask(`query Who { people { name phone } person(id: "王小明") { name } }`);
    expect(JSON.stringify(await graph.records())).not.toMatch(/王|李|13812345678/);
  });

  it("counts one object once, however many fields and aliases it was asked through", async () => {
    await using graph = await open({
      answer: { data: { person: { a: "王*", b: "王*", phone: "138****5678" } } },
    });
    await graph.ask("{ person(id: 1) { a: name b: name phone } }");
    const [record] = await graph.records();
    expect(record).toMatchObject({
      subjects: 1,
      fields: [{ subjects: 2 }, { outcome: "masked", subjects: 1 }],
    });
  });

  it("takes an attribute left out for one who may not see it as masked, and for others as nothing there", async () => {
    await using graph = await open({ answer: { data: { person: { isMember: null } } } });
    await graph.ask("{ person(id: 1) { isMember } }");
    await graph.ask(
      "{ person(id: 1) { isMember } }",
      callerWith([], { ...NURSE, scopes: ["clear:hospitals", "clear:sensitive"] }),
    );
    expect((await graph.records()).map(({ fields }) => fields[0].outcome)).toEqual(["masked", "empty"]);
  });

  it("is recorded when nobody was found: that somebody looked is what counts", async () => {
    await using graph = await open({ answer: { data: { person: null } } });
    await graph.ask("{ person(id: 1) { name } }");
    expect(await graph.records()).toMatchObject([
      { subjects: 0, fields: [{ outcome: "empty", subjects: 0 }] },
    ]);
  });

  it("is recorded for each client of an answer they share", async () => {
    await using graph = await open({ answer: { ...answer, shared: true } });
    await Promise.all(
      [1, 2, 3].map((n) => graph.ask("{ people { name } }", { ...NURSE, principal: `user:${n}` })),
    );
    expect((await graph.records()).map(({ principal }) => principal).sort()).toEqual([
      "user:1",
      "user:2",
      "user:3",
    ]);
  });

  it("is recorded for a client that has gone: the data was fetched for it", async () => {
    await using graph = await open({ answer });
    await graph.ask("{ people { name } }", NURSE, { signal: AbortSignal.abort() });
    expect(await graph.records()).toMatchObject([{ clientGone: true, subjects: 2 }]);
  });

  it("to public data alone is none", async () => {
    await using graph = await open({ answer: { data: { stations: [{ name: "海淀社工站" }] } } });
    await graph.ask("{ stations { name } }");
    expect(await graph.records()).toEqual([]);
  });
});

describe("what was not given", () => {
  it("is recorded as denied, where a field or what is above it was forbidden", async () => {
    const errors = [
      forbidden(["people", 0, "phone"]),
      forbidden(["people", 1, "phone"]),
      forbidden(["person"]),
    ];
    const data = {
      people: [
        { name: "王*", phone: null },
        { name: "李*", phone: null },
      ],
      person: null,
    };
    await using graph = await open({ answer: { data, errors } });
    await graph.ask("{ people { name phone } person(id: 1) { name } }");
    const [{ fields }] = await graph.records();
    expect(fields).toEqual([
      { coordinate: "Person.phone", level: "L3", category: "PHONE", outcome: "denied", subjects: 2 },
      { coordinate: "Person.name", level: "L2", category: "NAME", outcome: "denied", subjects: 0 },
      { coordinate: "Person.name", level: "L2", category: "NAME", outcome: "masked", subjects: 2 },
    ]);
  });

  it("is recorded as denied where the whole request was refused for it, by a rule further on", async () => {
    const refusal: OperationRule = {
      name: "access",
      inspect: () => ({
        before() {
          throw forbidden();
        },
      }),
    };
    await using graph = await open({ answer: {}, rules: [refusal] });
    const { errors } = await graph.ask("{ people { name } }");
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect(await graph.records()).toMatchObject([{ fields: [{ outcome: "denied" }], subjects: 0 }]);
    expect(graph.execute).not.toHaveBeenCalled();
  });

  it("is recorded as withheld where the gateway held back what came unmasked", async () => {
    const withheld = new GraphQLError("", {
      path: ["person", "phone"],
      extensions: { code: "UNMASKED_DATA_WITHHELD" },
    });
    await using graph = await open({ answer: { data: { person: { phone: null } }, errors: [withheld] } });
    await graph.ask("{ person(id: 1) { phone } }");
    expect(await graph.records()).toMatchObject([
      { fields: [{ outcome: "withheld", subjects: 1 }], subjects: 0 },
    ]);
  });

  it("is no access when the request was refused before anything was fetched, for another reason", async () => {
    await using graph = await open({
      answer: { errors: [new GraphQLError("too much", { extensions: { code: "COST_EXCEEDED" } })] },
    });
    await graph.ask("{ people { name } }");
    expect(await graph.records()).toEqual([]);
  });
});

describe("a trail that cannot be written", () => {
  const full: WriteDurably = async () => {
    throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
  };
  const answer = { data: { people: [{ name: "王*" }], stations: [{ name: "海淀社工站" }] } };

  it("lets no classified data out, refuses what follows before it is fetched, and recovers", async () => {
    let isFull = false;
    const { writeDurably } = await import("../trail/SegmentWriter.ts");
    await using graph = await open({
      answer,
      write: (...args) => (isFull ? full(...args) : writeDurably(...args)),
    });
    isFull = true;
    const refused = await graph.ask("{ people { name } }");
    expect(refused).toMatchObject({ data: null, errors: [{ extensions: { code: "AUDIT_UNAVAILABLE" } }] });
    expect(JSON.stringify(refused)).not.toContain("王");

    graph.execute.mockClear();
    const next = await graph.ask('mutation { rename(name: "x") { name } }');
    expect(next).toMatchObject({ errors: [{ extensions: { code: "AUDIT_UNAVAILABLE" } }] });
    expect(graph.execute).not.toHaveBeenCalled();
    expect(await graph.ask("{ stations { name } }")).toEqual(answer);

    isFull = false;
    await vi.waitUntil(() => graph.trail.isWritable);
    expect(await graph.ask("{ people { name } }")).toEqual(answer);
    expect((await graph.records()).map(({ kind }) => kind)).toEqual(["recovery", "access"]);
  });

  it("tells who sent a mutation that it may have been carried out", async () => {
    let isFull = false;
    const { writeDurably } = await import("../trail/SegmentWriter.ts");
    await using graph = await open({
      answer: { data: { rename: { name: "王*" } } },
      write: (...args) => (isFull ? full(...args) : writeDurably(...args)),
    });
    isFull = true;
    const { errors } = await graph.ask('mutation { rename(name: "x") { name } }');
    expect(errors?.[0]?.message).toMatch(/may have been carried out/);
  });
});

describe("reading the trail", () => {
  it("is itself recorded, with what was asked", async () => {
    await using graph = await open({ answer: { data: { auditRecords: 3 } } });
    const source = "query Look($n: Int) { ...F } fragment F on Query { auditRecords(first: $n) }";
    await graph.ask(source, callerWith(["audit:read"], { principal: "user:auditor" }), {}, { n: 5 });
    expect(await graph.records()).toMatchObject([
      {
        kind: "read",
        principal: "user:auditor",
        operation: "Look",
        asked: 'auditRecords{"first":5}',
        outcome: "given",
      },
    ]);
  });

  it("is recorded with the operation's own defaults", async () => {
    await using graph = await open({ answer: { data: { auditRecords: 3 } } });
    await graph.ask("query Look($n: Int = 7) { auditRecords(first: $n) }");
    expect(await graph.records()).toMatchObject([{ asked: 'auditRecords{"first":7}' }]);
  });

  it("cannot be hidden behind harmless questions, nor behind something denied beside it", async () => {
    const decoys = Array.from({ length: 500 }, (_, n) => `d${n}: auditRecords(first: ${n})`).join(" ");
    const errors = [forbidden(["people", 0, "phone"])];
    await using graph = await open({ answer: { data: { people: null, r: 3 }, errors } });
    await graph.ask(`{ r: auditRecords(first: 9) people { phone } }`);
    await graph.ask(`{ d: auditRecords(first: 1) e: auditRecords(first: 1) r: auditRecords(first: 9) }`);
    await graph.ask(`{ ${decoys} r: auditRecords(first: 999) }`);
    const reads = (await graph.records()).filter(({ kind }) => kind === "read");
    expect(reads.slice(0, 2)).toMatchObject([
      { asked: 'auditRecords{"first":9}', outcome: "given" },
      { asked: 'auditRecords{"first":1} auditRecords{"first":9}' },
    ]);
    const asked = reads.slice(2).flatMap((read) => read.asked.split(" "));
    expect(new Set(asked)).toContain('auditRecords{"first":999}');
    expect(asked).toHaveLength(501);
  });

  it("is recorded as failed where nothing came back", async () => {
    await using graph = await open({ answer: { data: { auditRecords: null } } });
    await graph.ask("{ auditRecords }");
    expect(await graph.records()).toMatchObject([{ kind: "read", outcome: "failed" }]);
  });

  it("is recorded too when it was denied", async () => {
    await using graph = await open({
      answer: { data: { auditRecords: null }, errors: [forbidden(["auditRecords"])] },
    });
    await graph.ask("{ auditRecords }");
    expect(await graph.records()).toMatchObject([{ kind: "read", outcome: "denied" }]);
  });
});
