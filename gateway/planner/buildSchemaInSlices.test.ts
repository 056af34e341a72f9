// A schema described in one thread and built in slices in another is the same schema: for introspection, for
// printing and for validation. Nothing of it is lost, however odd, and no slice of the work is long.
import { readFileSync } from "node:fs";
import {
  buildSchema,
  type GraphQLAbstractType,
  GraphQLObjectType,
  type GraphQLSchema,
  introspectionFromSchema,
  isAbstractType,
  isSpecifiedScalarType,
  parse,
  printSchema,
  validate,
} from "graphql";
import { describe, expect, it } from "vitest";
import { buildSchemaInSlices } from "./buildSchemaInSlices.ts";
import { describeSchema } from "./describeSchema.ts";

const ODD = `
  "the whole" schema { query: Root mutation: Acts }
  directive @seen(at: [Int!]! = [1, 2], by: Who = {name: "x"}) repeatable on FIELD | QUERY
  scalar Day @specifiedBy(url: "https://example.org/day")
  "two\\nlines" enum Size { "least" SMALL LARGE @deprecated(reason: "use SMALL") }
  input Who @oneOf { name: String age: Int }
  input Filter { size: Size = LARGE days: [[Day!]]! = [["a"]] none: Int = null who: Who old: Int @deprecated }
  interface Node { id: ID! }
  interface Named implements Node { id: ID! name(short: Boolean! = false, of: Filter = {days: []}): String }
  type A implements Node & Named { id: ID! name(short: Boolean! = false, of: Filter = {days: []}, x: Int): String! }
  type B implements Node { id: ID! astNode: [A!] constructor: Int @deprecated(reason: "gone") }
  union Either = A | B
  type Root { either(filter: Filter): [Either!]! node: Node size: Size __proto: Int }
  type Acts { act(who: Who!): Boolean }
`.replace("__proto", "proto");

const rebuilt = (schema: GraphQLSchema) => buildSchemaInSlices(structuredClone(describeSchema(schema)));

describe.each([
  ["an odd schema", ODD],
  [
    "the contract every subgraph composes into",
    readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8"),
  ],
])("%s", (_, sdl) => {
  const schema = buildSchema(sdl);

  it("is printed and introspected alike", async () => {
    const copy = await rebuilt(schema);
    expect(printSchema(copy)).toBe(printSchema(schema));
    expect(byName(copy)).toEqual(byName(schema));
  });

  it("knows the same possible types", async () => {
    const copy = await rebuilt(schema);
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isAbstractType(type)) continue;
      const names = (of: GraphQLSchema) =>
        of.getPossibleTypes(of.getType(type.name) as GraphQLAbstractType).map(String);
      expect(names(copy).sort()).toEqual(names(schema).sort());
    }
  });
});

it("validates operations alike", async () => {
  const schema = buildSchema(ODD);
  const copy = await rebuilt(schema);
  for (const operation of [
    "{ either(filter: {days: []}) { ... on A { name(x: 1) } ... on B { astNode { id } } } }",
    "{ either(filter: {days: 1, size: HUGE}) { id } }",
    'mutation { act(who: {name: "a", age: 1}) }',
    "{ node { ... on Either { __typename } } gone }",
  ]) {
    const messages = (of: GraphQLSchema) => validate(of, parse(operation)).map(({ message }) => message);
    expect(messages(copy)).toEqual(messages(schema));
  }
});

it("gives way to the event loop while it builds", async () => {
  const description = describeSchema(
    buildSchema(
      `type Query { a: Int } ${Array.from({ length: 200 }, (_, n) => `type T${n} { a: Int }`).join(" ")}`,
    ),
  );
  let turns = 0;
  const count = (): NodeJS.Immediate =>
    setImmediate(() => {
      turns += 1;
      counting = count();
    });
  let counting = count();
  let now = 0;
  await buildSchemaInSlices(description, () => (now += 5)); // every look at the clock is past a slice's end
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(200);
});

it("types every schema has are the library's own", async () => {
  const copy = await rebuilt(buildSchema(ODD));
  expect(isSpecifiedScalarType(copy.getType("ID") as any)).toBe(true);
  expect(copy.getQueryType()).toBeInstanceOf(GraphQLObjectType);
  expect(copy.getDirectives().map(({ name }) => name)).toContain("include");
});

function byName(schema: GraphQLSchema) {
  const { __schema } = introspectionFromSchema(schema, {
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  const sorted = <T extends { name: string }>(list: readonly T[]) =>
    [...list]
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((one: any) => ({
        ...one,
        possibleTypes: [...(one.possibleTypes ?? [])].sort((a: any, b: any) => a.name.localeCompare(b.name)),
      }));
  return { ...__schema, types: sorted(__schema.types), directives: sorted(__schema.directives) };
}
