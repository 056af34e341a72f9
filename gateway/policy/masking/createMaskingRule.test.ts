// The gateway trusts no subgraph to mask: what comes clear to somebody who may not see it is held back, where it stands.
import { buildSchema, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { type Caller, VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { EVERYTHING_CLEAR } from "../../../subgraphs/kit/testing/callers.ts";
import type { GuardedResult } from "../guard/OperationRule.ts";
import { inspected } from "../testing/inspected.ts";
import { createMaskingRule, type Withheld } from "./createMaskingRule.ts";

const schema = buildSchema(`
  type Query { people: [Person] things: [Thing!] }
  type Person { id: ID name: String phones: [String] member: Boolean }
  type Club { title: String }
  union Thing = Person | Club
`);
const of = (category: string) => ({ level: "L2", category, owner: "talent" });
const classified = new Map([
  ["Person.name", of("NAME")],
  ["Person.phones", of("PHONE")],
  ["Person.member", of("ATTRIBUTE")],
]);

async function answered(
  source: string,
  result: (document: ReturnType<typeof parse>) => GuardedResult,
  caller: Caller = VISITOR,
) {
  const reports: Omit<Withheld, "operation">[] = [];
  const rule = createMaskingRule({ onWithheld: ({ operation: _, ...rest }) => reports.push(rest) });
  const document = parse(source);
  const check = rule.inspect(inspected(schema, document, { classified }));
  const request = { document, variables: {}, caller, call: { securityKey: "" } };
  const runs = check?.before?.(request) ?? document;
  const given = result(runs);
  const { data, errors = [] } = (await check?.after?.(request, given)) ?? given;
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: errors.map(
      ({ path, extensions }) => `${path?.join(".")} ${extensions.code} ${extensions.serviceName}`,
    ),
    reports,
    isChecked: check !== undefined,
  };
}

describe("an answer", () => {
  it("without classified fields is none of its business", async () =>
    expect((await answered("{ people { id } }", () => ({ data: {} }))).isChecked).toBe(false));

  const PEOPLE = "{ people { n: name phones member } }";
  const clear = { people: [{ n: "王小明", phones: ["13812341234"], member: true }, null] };
  const masked = { people: [{ n: "王*", phones: ["138****1234", null], member: null }] };

  it("that is masked passes as it is", async () =>
    expect(await answered(PEOPLE, () => ({ data: masked }))).toMatchObject({ data: masked, errors: [] }));

  it("that is clear passes for whoever may see it clear", async () =>
    expect(await answered(PEOPLE, () => ({ data: clear }), EVERYTHING_CLEAR)).toMatchObject({
      data: clear,
      errors: [],
      reports: [],
    }));

  it("loses what is clear for whoever may not, each with an error at its place, and it is reported", async () => {
    expect(await answered(PEOPLE, () => ({ data: clear }))).toMatchObject({
      data: { people: [{ n: null, phones: null, member: null }, null] },
      errors: ["n", "phones", "member"].map((key) => `people.0.${key} UNMASKED_DATA_WITHHELD talent`),
      reports: ["name", "phones", "member"].map((field) => ({
        coordinate: `Person.${field}`,
        owner: "talent",
        values: 1,
      })),
    });
  });

  it("that others hold too is not changed under them", async () => {
    const held = structuredClone(clear);
    await answered(PEOPLE, () => ({ data: held, shared: true }));
    expect(held).toEqual(clear);
  });

  it("keeps the errors it had, and may have no data", async () => {
    expect((await answered(PEOPLE, () => ({ data: null }))).data).toBeNull();
  });

  it("is told apart by type where one key holds different fields, although the type was not asked for", async () => {
    const source = "{ things { ... on Person { title: name } ... on Club { title } } }";
    const run = (document: ReturnType<typeof parse>) => {
      const typed = JSON.stringify(document).includes("policyTypename");
      const things = [
        { policyTypename: "Person", title: "王小明" },
        { policyTypename: "Club", title: "社区书画社" },
      ];
      return { data: { things: typed ? things : things.map(({ title }) => ({ title })) } };
    };
    expect(await answered(source, run)).toMatchObject({
      data: { things: [{ title: null }, { title: "社区书画社" }] },
      errors: ["things.0.title UNMASKED_DATA_WITHHELD talent"],
    });
  });

  it("keeps what the caller itself calls by the key that types are told by", async () => {
    const source =
      "{ things { ... on Person { title: name policyTypename: id } ... on Club { title policyTypename: title } } }";
    const things = [
      { policyTypename: "7", policyTypename_: "Person", title: "王*" },
      { policyTypename: "书画社", policyTypename_: "Club", title: "书画社" },
    ];
    expect(await answered(source, () => ({ data: { things } }))).toMatchObject({
      data: {
        things: [
          { policyTypename: "7", title: "王*" },
          { policyTypename: "书画社", title: "书画社" },
        ],
      },
      errors: [],
    });
  });
});
