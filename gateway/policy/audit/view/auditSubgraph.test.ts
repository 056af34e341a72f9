// The auditor's view: the latest records first, page by page, each record once, whatever the filter and the files it spans.
import { graphql } from "graphql";
import { describe, expect, it } from "vitest";
import { accessBy, openTestTrail } from "../testing/openTestTrail.ts";
import type { OpenTrailOptions } from "../trail/openTrail.ts";
import { auditSubgraph } from "./auditSubgraph.ts";

async function open(options: Partial<OpenTrailOptions> = {}) {
  const test = await openTestTrail(options);
  const { schema } = auditSubgraph(test.trail);
  const ask = async (source: string, variableValues = {}): Promise<any> => {
    const { data, errors } = await graphql({ schema, source, variableValues });
    if (errors?.[0]) throw errors[0];
    return JSON.parse(JSON.stringify(data));
  };
  const page = async (args: object, fields = "sequence") =>
    (
      await ask(
        `query ($filter: AuditRecordFilter, $first: Int, $after: String) {
          auditRecords(filter: $filter, first: $first, after: $after) {
            nodes { ${fields} } edges { cursor node { sequence } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
        args,
      )
    ).auditRecords;
  return {
    ...test,
    ask,
    page,
    /** All sequences by walking the pages. */
    async walk(first: number, filter: object = {}): Promise<number[]> {
      const found: number[] = [];
      for (let after: string | null = null; ; ) {
        const { nodes, pageInfo } = await page({ first, after, filter });
        found.push(...nodes.map(({ sequence }: { sequence: number }) => sequence));
        if (!pageInfo.hasNextPage) return found;
        after = pageInfo.endCursor;
      }
    },
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}
const day = (n: number) => new Date(Date.UTC(2026, 0, n, 12));

describe("the pages of audit records", () => {
  it.each([1, 3, 7, 100])(
    "of %i hold each record once, the latest first, over several files",
    async (first) => {
      await using view = await open({ maxSegmentBytes: 3_000 });
      for (let n = 0; n < 20; n += 1) await view.trail.append(accessBy(`user:${n}`));
      const { sequence } = view.trail.head;
      expect(await view.walk(first)).toEqual(Array.from({ length: sequence }, (_, n) => sequence - n));
    },
  );

  it("find by principal, coordinate, purpose and kind", async () => {
    await using view = await open();
    await view.trail.append(accessBy("user:a"));
    await view.trail.append(accessBy("user:b", { purpose: "supervision" }));
    const phone = {
      category: "PHONE",
      coordinate: "Person.phone",
      level: "L3",
      outcome: "clear",
      subjects: 1,
    } as const;
    await view.trail.append(accessBy("user:a", { fields: [phone] }));
    expect(await view.walk(1, { principal: "user:a" })).toEqual([4, 2]);
    expect(await view.walk(9, { coordinate: "Person.phone" })).toEqual([4]);
    expect(await view.walk(9, { purpose: "supervision", kind: "ACCESS" })).toEqual([3]);
    expect(await view.walk(9, { kind: "START" })).toEqual([1]);
    expect(await view.walk(9, { principal: "nobody" })).toEqual([]);
  });

  it("find by time, in whatever zone it is given", async () => {
    let now = day(1);
    await using view = await open({ now: () => now });
    for (const n of [1, 2, 3, 4]) {
      now = day(n);
      await view.trail.append(accessBy(`user:${n}`));
    }
    const filter = { from: "2026-01-02T20:00:00+08:00", to: "2026-01-03T12:00:00Z", kind: "ACCESS" };
    const { nodes } = await view.page({ filter }, "principal time");
    expect(nodes).toEqual([
      { principal: "user:3", time: day(3).toISOString() },
      { principal: "user:2", time: day(2).toISOString() },
    ]);
  });

  it("do not shift when records are added in between", async () => {
    await using view = await open();
    for (const n of [1, 2, 3]) await view.trail.append(accessBy(`user:${n}`));
    const { pageInfo } = await view.page({ first: 2 });
    await view.trail.append(accessBy("user:4"));
    const next = await view.page({ first: 2, after: pageInfo.endCursor });
    expect(next.nodes).toEqual([{ sequence: 2 }, { sequence: 1 }]);
  });

  it.each([
    [{ first: 0 }, /between 1 and 100/],
    [{ after: "nonsense" }, /not a cursor of this list/],
  ])("refuse %j", async (args, message) => {
    await using view = await open();
    await expect(view.page(args)).rejects.toThrow(message);
  });

  it("survive a cursor that was made up", async () => {
    await using view = await open();
    await view.trail.append(accessBy("user:a"));
    const after = Buffer.from("audit 1 777").toString("base64url");
    expect((await view.page({ after })).nodes.length).toBeLessThan(3);
  });
});

it("a record shows who, what for, which fields in which form; and what is particular to its kind", async () => {
  await using view = await open();
  await view.trail.append(accessBy("user:a"));
  await view.trail.append({
    kind: "breakGlass",
    principal: "user:doctor",
    agency: "hospitals",
    unit: null,
    purpose: "emergency",
    breakGlass: true,
    reason: "unconscious patient",
    grant: "g1",
    expiresAt: null,
  });
  const { nodes } = await view.page(
    { first: 2 },
    "kind principal purpose breakGlass justification subjects detail fields { coordinate level outcome subjects }",
  );
  expect(nodes).toEqual([
    {
      kind: "BREAK_GLASS",
      principal: "user:doctor",
      purpose: "emergency",
      breakGlass: true,
      justification: "unconscious patient",
      subjects: null,
      detail: '{"expiresAt":null,"grant":"g1"}',
      fields: [],
    },
    expect.objectContaining({
      kind: "ACCESS",
      principal: "user:a",
      subjects: 3,
      fields: [{ coordinate: "Person.name", level: "L2", outcome: "MASKED", subjects: 3 }],
    }),
  ]);
});

it("the trail shows its head, what is kept, and when it was last found whole", async () => {
  await using view = await open();
  const source = "{ auditTrail { head sequence firstKept segments gateway verifiedAt } }";
  const { auditTrail } = await view.ask(source);
  const { hash, sequence } = view.trail.head;
  expect(auditTrail).toEqual({
    head: hash,
    sequence,
    firstKept: 1,
    segments: 1,
    gateway: view.trail.gateway,
    verifiedAt: null,
  });
  await view.trail.append({ kind: "verify", principal: "os:a", whole: true, records: 1, head: hash });
  expect((await view.ask(source)).auditTrail.verifiedAt).toMatch(/^\d{4}-/);
});
