// The planner's faults that are worked around, and the undocumented API that is relied on: what an upgrade must not change.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { FetchNode, PlanNode } from "@apollo/query-planner";
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { composeSupergraph } from "../supergraph/composeSupergraph.ts";
import { createLocalPlanner } from "./createLocalPlanner.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external", "@shareable", "@authenticated", "@requiresScopes", "@policy", "@cost", "@context", "@fromContext", "@inaccessible"])`;

function plannerOf(subgraphs: Record<string, string>) {
  const composed = composeSupergraph(
    Object.entries(subgraphs).map(([name, sdl]) => ({
      name,
      url: `http://${name}/`,
      typeDefs: parse(`${LINK} ${sdl}`),
    })),
  );
  if ("errors" in composed) throw new Error(composed.errors.join("\n"));
  return createLocalPlanner(composed.sdl);
}

function fetchesOf(node: PlanNode | undefined): FetchNode[] {
  if (!node) return [];
  if (node.kind === "Fetch") return [node];
  if (node.kind === "Flatten") return fetchesOf(node.node);
  if (node.kind === "Sequence" || node.kind === "Parallel") return node.nodes.flatMap(fetchesOf);
  return node.kind === "Condition" ? [...fetchesOf(node.ifClause), ...fetchesOf(node.elseClause)] : [];
}

async function fetches(planner: ReturnType<typeof plannerOf>, source: string): Promise<FetchNode[]> {
  return fetchesOf((await planner.plan({ source })).node as PlanNode | undefined);
}

describe("the contract", () => {
  it.each(["@apollo/query-planner", "@apollo/federation-internals"])(
    "%s is of the version this was written for",
    (name) => {
      const require = createRequire(import.meta.url);
      const file = require.resolve(name).replace(/dist\/.*$/, "package.json");
      expect(JSON.parse(readFileSync(file, "utf8")).version).toBe("2.14.4");
    },
  );

  it("supergraphs with security, cost and context directives are planned", async () => {
    const planner = plannerOf({
      a: `type Query @context(name: "q") { me: User @authenticated @cost(weight: 3) tone: String } type User @key(fields: "id") { id: ID! secret: Int @requiresScopes(scopes: [["s"]]) name: String @policy(policies: [["p"]]) hidden: Int @inaccessible }`,
    });
    expect(await fetches(planner, "{ me { secret name } }")).toHaveLength(1);
    expect(planner.apiSchema.getType("User")).not.toHaveProperty("_fields.hidden");
    expect([...planner.subgraphs]).toEqual([["a", "http://a/"]]);
  });

  it("directives of the policy are known by their own names, whatever a supergraph calls them", () => {
    const link = `@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", { name: "@policy", as: "@house" }, { name: "@requiresScopes", as: "@needs" }])`;
    const composed = composeSupergraph([
      {
        name: "a",
        url: "",
        typeDefs: parse(
          `extend schema ${link} type Query { a: Int @house(policies: [["p"]]) b: Int @needs(scopes: [["s"]]) c: Int @federation__authenticated }`,
        ),
      },
    ]);
    if ("errors" in composed) throw new Error(composed.errors.join());
    const named = createLocalPlanner(composed.sdl).directives.map(({ coordinate, name }) => [
      coordinate,
      name,
    ]);
    expect(named).toEqual([
      ["Query.a", "policy"],
      ["Query.b", "requiresScopes"],
      ["Query.c", "authenticated"],
    ]);
  });

  it("plans are plain data of the known shape; fragments are written out", async () => {
    const planner = plannerOf({
      a: `type Query { me: User } type User @key(fields: "id") { id: ID! name: String }`,
      b: `type User @key(fields: "id") { id: ID! age: Int }`,
    });
    const source = "query Q($x: Boolean!) { me { ...F } } fragment F on User { name age @include(if: $x) }";
    const plan = await planner.plan({ source, operationName: "Q" });
    expect(JSON.parse(JSON.stringify(plan))).toEqual({
      kind: "QueryPlan",
      node: {
        kind: "Sequence",
        nodes: [
          expect.objectContaining({
            kind: "Fetch",
            serviceName: "a",
            operationKind: "query",
            operationName: "Q__a__0",
            operation: "query Q__a__0{me{__typename id name}}",
          }),
          expect.objectContaining({
            kind: "Condition",
            condition: "x",
            ifClause: {
              kind: "Flatten",
              path: ["me"],
              node: expect.objectContaining({
                serviceName: "b",
                requires: [
                  {
                    kind: "InlineFragment",
                    typeCondition: "User",
                    selections: [
                      { kind: "Field", name: "__typename" },
                      { kind: "Field", name: "id" },
                    ],
                  },
                ],
              }),
            },
          }),
        ],
      },
    });
  });
});

describe("a key that is not resolvable", () => {
  it("does not lead back into its subgraph after a @requires", async () => {
    const planner = plannerOf({
      a: `type Query { thing: Thing } type Thing @key(fields: "id", resolvable: false) @key(fields: "code") { id: ID! code: ID! size: Int @external area: Int @requires(fields: "size") }`,
      b: `type Thing @key(fields: "id") { id: ID! size: Int }`,
    });
    const back = (await fetches(planner, "{ thing { area } }")).filter(
      ({ serviceName, requires }) => serviceName === "a" && requires,
    );
    expect(back).toHaveLength(1);
    expect(JSON.stringify(back[0]?.requires)).toContain('"code"');
    expect(JSON.stringify(back[0]?.requires)).not.toContain('"id"');
  });
});

describe("a field that is required with arguments", () => {
  const SUBGRAPHS = {
    a: `type Query { item: Item } type Item @key(fields: "id") { id: ID! price(in: String!): Int box: Box } type Box { size(unit: Int): Int @shareable }`,
    b: `type Item @key(fields: "id") { id: ID! price(in: String!): Int @external box: Box @external
      euros: Int @requires(fields: "price(in: \\"EUR\\") box { size(unit: 1) }") dollars: Int @requires(fields: "price(in: \\"USD\\")") plain: Int }
      type Box { size(unit: Int): Int @external }`,
  };

  it("is asked with its arguments, under a name of its own, and handed over under its real one", async () => {
    const [first, second, ...others] = await fetches(
      plannerOf(SUBGRAPHS),
      '{ item { euros price(in: "CNY") } }',
    );
    expect(others).toEqual([]);
    expect(first?.operation).toBe(
      '{item{__typename id price__v0:price(in:"EUR")box{size__v1:size(unit:1)}price(in:"CNY")}}',
    );
    expect(second?.inputRewrites).toEqual([
      { kind: "KeyRenamer", path: ["... on Item", "price__v0"], renameKeyTo: "price" },
      { kind: "KeyRenamer", path: ["... on Item", "box", "size__v1"], renameKeyTo: "size" },
    ]);
  });

  it("twice, differently, makes two fetches, each with the fields that need its own", async () => {
    const [, ...back] = await fetches(plannerOf(SUBGRAPHS), "{ item { euros dollars plain } }");
    expect(back.map(({ operation }) => operation.replace(/^.*on Item/, ""))).toEqual([
      "{euros plain}}}",
      "{dollars}}}",
    ]);
    expect(back.map(({ requires }) => JSON.stringify(requires).match(/price__v\d/g))).toEqual([
      ["price__v0"],
      ["price__v2"],
    ]);
  });

  it("is no field of the client's schema", () => {
    const { apiSchema } = plannerOf(SUBGRAPHS);
    expect(apiSchema.getType("Item")).not.toHaveProperty("_fields.price__v0");
  });
});
