// An operation costs what its lists may answer: estimated from the schema's @cost and @listSize before anything runs, refused
// over the caller's budget, told on request. The weights are those of the IBM cost specification.
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { type Caller, VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { callerWith } from "../../../subgraphs/kit/testing/callers.ts";
import { createGuard } from "../guard/createGuard.ts";
import type { Role } from "../limits/perRole.ts";
import { guardedSchema } from "../testing/guardedSchema.ts";
import { costRule } from "./costRule.ts";

const SDL = `
  type Query {
    people(first: Int = 20): PersonConnection @listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)
    top(first: Int, last: Int): [Person] @listSize(slicingArguments: ["first", "last"], assumedSize: 7, requireOneSlicingArgument: false)
    strict(first: Int, last: Int): [Person] @listSize(slicingArguments: ["first", "last"])
    person: Person
    figures(filter: Filter, of: Int @cost(weight: 4)): [Row] @cost(weight: 20) @listSize(assumedSize: 30)
    things: [Thing] @listSize(assumedSize: 10)
    unknown: [Person]
    names: [String] @listSize(assumedSize: 1000)
  }
  type Mutation { rename(name: String): Person }
  input Filter { near: Int @cost(weight: 3), and: [Filter] }
  type PersonConnection { nodes: [Person] edges: [PersonEdge] totalCount: Int @cost(weight: 1) }
  type PersonEdge { node: Person }
  interface Thing { name: String owner: Person }
  type Person implements Thing { name: String owner: Person friends(first: Int = 5): [Person] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false) }
  type House implements Thing @cost(weight: 5) { name: String owner: Person rooms: [Room] @listSize(assumedSize: 4) }
  type Room { name: String }
  type Row { count: Int }
`;

const graph = guardedSchema(SDL, { person: { name: "a", friends: () => [{ name: "b" }, { name: "c" }] } });

function open(budgets: [Role, number][], mode: "measure" | "enforce" = "enforce") {
  const seen: unknown[] = [];
  const guard = createGuard([
    costRule({ mode, budgets: new Map(budgets), onEstimate: (...told) => seen.push(told) }),
  ]);
  const ask = (
    source: string,
    variables: Record<string, unknown> = {},
    { caller = VISITOR, wantsCost = true }: { caller?: Caller; wantsCost?: boolean } = {},
  ) => {
    const context = { securityKey: "", caller, wantsCost };
    return guard(graph, { source, document: parse(source), variables, context });
  };
  return { ask, seen };
}

async function costOf(source: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const { extensions } = await open([["visitor", 1_000_000]]).ask(source, variables);
  return (extensions?.cost as { estimated: number } | undefined)?.estimated;
}

describe("an operation costs", () => {
  it.each([
    ["one for each object, nothing for a plain value", "{ person { name owner { name } } }", 2],
    ["nothing for a list of plain values", "{ names }", 0],
    ["as many objects as it asks for", "{ people(first: 3) { nodes { name } } }", 1 + 3],
    ["as many as the schema says where it asks for none", "{ people { nodes { name } } }", 1 + 20],
    ["the same for null as for none", "{ people(first: null) { nodes { name } } }", 1 + 20],
    ["nothing for fewer than none", "{ people(first: -5) { nodes { name } } }", 1],
    [
      "each sized field its items",
      "{ people(first: 3) { nodes { name } edges { node { name } } } }",
      1 + 3 + 3 + 3,
    ],
    [
      "lists in lists, multiplied",
      "{ people(first: 3) { nodes { friends(first: 4) { name } } } }",
      1 + 3 + 12,
    ],
    ["what the schema assumes", "{ top { name } }", 7],
    ["the larger of two slices", "{ top(first: 2, last: 3) { name } }", 3],
    ["ten for each item list the schema says nothing of", "{ unknown { name } }", 10],
    ["a field's own weight once", "{ figures { count } }", 20 + 30],
    ["the weight of arguments", "{ figures(of: 1) { count } }", 20 + 30 + 4],
    [
      "the weight of input fields",
      "{ figures(filter: { near: 1, and: [{ near: 2 }] }) { count } }",
      20 + 30 + 6,
    ],
    ["counts", "{ people(first: 1) { totalCount } }", 1 + 1],
    ["ten for each act", "mutation { a: rename { name } b: rename { name } }", 22],
    ["introspection, a little", '{ __type(name: "Query") { fields { name } } }', 1],
    ["nothing for __typename", "{ __typename person { __typename } }", 1],
  ])("%s", async (_, source, cost) => expect(await costOf(source)).toBe(cost));

  it.each([
    ["a field once, however often it is asked", "{ person { name } person { owner { name } } }", 2],
    ["aliases each", "{ a: person { name } b: person { name } }", 2],
    [
      "fragments where they are spread",
      "{ person { ...P } } fragment P on Person { owner { ...Q } } fragment Q on Person { name }",
      2,
    ],
    [
      "of types that exclude each other the dearest",
      "{ things { name ... on House { rooms { name } } ... on Person { owner { name } } } }",
      10 * (5 + 4),
    ],
    [
      "what all types have besides",
      "{ things { owner { name } ... on House { rooms { name } } } }",
      10 * (5 + 1 + 4),
    ],
    [
      "a type's own weight, the heaviest where several are possible",
      "{ things { ... on House { owner { owner { name } } } } }",
      10 * (5 + 1 + 1),
    ],
  ])("%s", async (_, source, cost) => expect(await costOf(source)).toBe(cost));

  it.each([
    ["given", { n: 7 }, 8],
    ["its own default", {}, 1 + 50],
    ["null: the schema's default", { n: null }, 1 + 20],
    ["no number: whoever coerces it will refuse it", { n: "9" }, 1 + 20],
    ["huge", { n: 2_147_483_647 }, 2_147_483_648],
    ["beyond all numbers", JSON.parse('{ "n": 1e999 }'), 1 + 20],
    ["a fraction", { n: 7.5 }, 1 + 20],
  ])("what a variable says, %s", async (_, variables, cost) => {
    const query = "query ($n: Int = 50) { people(first: $n) { nodes { name } } }";
    // A coercion error leaves nothing to tell the cost with, so the budget is what shows it.
    const { ask, seen } = open([["visitor", 0]]);
    await ask(query, variables);
    expect(seen).toEqual([[cost, true]]);
  });

  it("only what @skip and @include leave", async () => {
    const query =
      "query ($a: Boolean!, $b: Boolean!) { top @include(if: $a) { name } ... @skip(if: $b) { person { name } } names @skip(if: true) }";
    expect(await costOf(query, { a: true, b: true })).toBe(7);
    expect(await costOf(query, { a: false, b: false })).toBe(1);
    expect(await costOf(query, { a: true, b: false })).toBe(8);
  });

  it("input objects in variables", async () => {
    const query = "query ($filter: Filter) { figures(filter: $filter) { count } }";
    expect(await costOf(query, { filter: { near: 1, and: [{ near: 1 }, { near: 2 }] } })).toBe(50 + 9);
    expect(await costOf(query, {})).toBe(50);
    const deep = JSON.parse(`${'{"and":['.repeat(50_000)}${"]}".repeat(50_000)}`);
    const { errors } = await open([["visitor", 1_000_000]]).ask(query, { filter: deep });
    expect(errors?.[0]?.extensions.code).toBe("COST_EXCEEDED");
  });
});

describe("an operation over the budget", () => {
  const dear = "{ people(first: 90) { nodes { friends(first: 10) { name } } } }";

  it("is refused before it runs, and told where the cost is", async () => {
    const { ask, seen } = open([["visitor", 500]]);
    graph.executed.length = 0;
    const { data, errors } = await ask(dear);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe("COST_EXCEEDED");
    expect(errors?.[0]?.message).toMatch(
      /cost 991, .* spend 500 .* at people\.nodes\.friends \(900, up to 900 items\)/,
    );
    expect(graph.executed).toEqual([]);
    expect(seen).toEqual([[991, true]]);
  });
  it("passes at the budget exactly", async () => {
    expect(await open([["visitor", 991]]).ask(dear)).not.toHaveProperty("errors");
  });
  it("runs where cost is only measured, and is counted", async () => {
    const { ask, seen } = open([["visitor", 500]], "measure");
    expect(await ask(dear)).not.toHaveProperty("errors");
    expect(seen).toEqual([[991, true]]);
  });
  it("runs for a caller with a larger budget: the largest of their roles", async () => {
    const { ask } = open([
      ["visitor", 1],
      ["authenticated", 2],
      ["audit:read", 5_000],
    ]);
    const errorsFor = async (caller: Caller) => (await ask(dear, {}, { caller })).errors?.length ?? 0;
    expect(await errorsFor(callerWith([]))).toBe(1);
    expect(await errorsFor(callerWith(["unit:any", "audit:read"]))).toBe(0);
  });
  it("is none where the schema wants one slicing argument: that is said instead", async () => {
    const { ask } = open([["visitor", 500]]);
    expect((await ask("{ strict { name } }")).errors?.[0]?.message).toMatch(/Query.strict needs exactly one/);
    expect((await ask("{ strict(first: 1, last: 1) { name } }")).errors).toHaveLength(1);
    expect((await ask("{ strict(last: 1) { name } }")).errors).toBeUndefined();
  });
});

describe("the cost", () => {
  it("is told on request: estimated, budget, and what the answer really cost", async () => {
    const { ask } = open([["visitor", 500]]);
    const query = "{ person { name friends(first: 10) { name } } }";
    expect((await ask(query)).extensions).toEqual({ cost: { estimated: 11, budget: 500, actual: 3 } });
    expect(await ask(query, {}, { wantsCost: false })).not.toHaveProperty("extensions");
  });
});
