// Every rule is asked once about an operation; then it may refuse, replace or change what concerns it, and nothing else.
import { buildSchema, GraphQLError, parse } from "graphql";
import { describe, expect, it, vi } from "vitest";
import { createGuard, type GuardedGraph } from "./createGuard.ts";
import type { OperationCheck, OperationRule } from "./OperationRule.ts";

function open(checks: readonly (OperationCheck | undefined)[]) {
  const execute = vi.fn<GuardedGraph["execute"]>(async () => ({ data: { a: 1 } }));
  const graph: GuardedGraph = {
    apiSchema: buildSchema("type Query { a: Int b: Int }"),
    possibleTypes: {},
    directives: [],
    execute,
  };
  const rules = checks.map((check, at): OperationRule => ({ name: `${at}`, inspect: vi.fn(() => check) }));
  const guard = createGuard(rules);
  const documents = new Map<string, ReturnType<typeof parse>>();
  const ask = (source: string) => {
    const document = documents.get(source) ?? parse(source);
    documents.set(source, document);
    return guard(graph, { source, document, variables: {}, context: { securityKey: "" } });
  };
  return { ask, execute, rules };
}

describe("the guard", () => {
  it("inspects an operation once, however often it is sent", async () => {
    const { ask, rules } = open([{}]);
    await ask("{ a }");
    await ask("{ a }");
    await ask("{ b }");
    expect(rules[0]?.inspect).toHaveBeenCalledTimes(2);
  });

  it("runs what concerns nobody as it came", async () => {
    const { ask, execute } = open([undefined]);
    await ask("{ a }");
    expect(execute.mock.calls[0]?.[0].source).toBe("{ a }");
  });

  it("refuses with the rule's error, before anything runs", async () => {
    const refusal = new GraphQLError("no", { extensions: { code: "FORBIDDEN" } });
    const refuse = () => {
      throw refusal;
    };
    const { ask, execute } = open([{ before: refuse }]);
    expect(await ask("{ a }")).toEqual({ errors: [refusal] });
    expect(execute).not.toHaveBeenCalled();
  });

  it("shows a refusal to the rules before the one that refuses, and to no others", async () => {
    const refusal = new GraphQLError("no", { extensions: { code: "FORBIDDEN" } });
    const seen: string[] = [];
    const note =
      (name: string): NonNullable<OperationCheck["after"]> =>
      (_, result) => {
        seen.push(`${name} ${result.errors?.[0]?.message}`);
        return result;
      };
    const refuse = () => {
      throw refusal;
    };
    const { ask } = open([
      { after: note("first") },
      { before: refuse, after: note("refusing") },
      { after: note("last") },
    ]);
    expect(await ask("{ a }")).toEqual({ errors: [refusal] });
    expect(seen).toEqual(["first no"]);
  });

  it("runs the document a rule puts in its place, which later rules see too", async () => {
    const smaller = parse("{ b }");
    const seen: unknown[] = [];
    const { ask, execute } = open([
      { before: () => smaller },
      { before: ({ document }) => void seen.push(document) },
    ]);
    await ask("{ a }");
    expect(seen).toEqual([smaller]);
    expect(execute.mock.calls[0]?.[0]).toMatchObject({ document: smaller, source: "{\n  b\n}" });
  });

  it("passes the answer back through the rules, the last one first", async () => {
    const add =
      (letter: string): NonNullable<OperationCheck["after"]> =>
      (_, { data }) => ({ data: { a: `${data?.a}${letter}` } });
    const { ask } = open([{ after: add("x") }, { after: add("y") }]);
    expect(await ask("{ a }")).toEqual({ data: { a: "1yx" } });
  });
});
