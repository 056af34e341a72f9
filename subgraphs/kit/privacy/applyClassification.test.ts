// Whatever a resolver returns for a classified field, it leaves the subgraph masked unless the caller may see it clear.
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse } from "graphql";
import { describe, expect, it } from "vitest";
import type { Caller } from "../caller/Caller.ts";
import { StartError } from "../server/settings.ts";
import { callerWith, EVERYTHING_CLEAR } from "../testing/callers.ts";
import { applyClassification, type RecordRules } from "./applyClassification.ts";
import { createPseudonyms } from "./createPseudonyms.ts";

const DIRECTIVE =
  "directive @classified(level: String!, category: String!, sharedWith: [String!]) on FIELD_DEFINITION";
const SDL = `
  type Query { people(filter: Filter): Page, first: Person, anyone: [Being] , rows(filter: Filter): [Row!] }
  input Filter { member: Boolean, town: String }
  type Page { nodes: [Person!]! }
  type Row { member: Boolean count: Int }
  interface Being { name: String @classified(level: "L2", category: "NAME") }
  type Person implements Being {
    name: String
    phones: [String] @classified(level: "L3", category: "PHONE")
    code: ID @classified(level: "L4", category: "IDENTIFIER")
    born: String @classified(level: "L4", category: "BIRTH_DATE")
    member: Boolean @classified(level: "L3", category: "ATTRIBUTE")
    town: String
  }
`;
const WANG = {
  __typename: "Person",
  name: async () => "王小明",
  phones: ["13812341234", null],
  code: "P-1",
  born: "1950-01-01",
  member: true,
  town: "昌平",
};
const resolvers = {
  Query: {
    people: () => ({ nodes: [WANG, { ...WANG, phones: null }] }),
    first: () => WANG,
    anyone: () => [WANG, null],
    rows: () => [],
  },
};

function open(sdl = SDL, recordRules?: RecordRules) {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(`${DIRECTIVE} ${sdl}`), resolvers: resolvers as any },
  ]);
  applyClassification(schema, {
    owner: "hospitals",
    now: () => new Date("2024-10-31T00:00:00Z"),
    pseudonym: createPseudonyms("hospitals", new Uint8Array(32)),
    ...(recordRules ? { recordRules } : {}),
  });
  return async (source: string, caller?: Caller): Promise<any> => {
    const { data, errors } = await graphql({ schema, source, contextValue: caller ? { caller } : {} });
    return JSON.parse(JSON.stringify({ data, ...(errors ? { errors } : {}) }));
  };
}

describe("a classified field", () => {
  const ask = open();
  it("is masked, with its own or no resolver, in lists, through pages and interfaces, asynchronous or null", async () => {
    const { data } = await ask("{ people { nodes { name phones code born member town } } anyone { name } }");
    const [one, other] = data.people.nodes;
    expect(one).toEqual({
      name: "王*",
      phones: ["138****1234", null],
      code: expect.stringMatching(/^ps_[0-9a-f]{32}$/),
      born: "FROM_60",
      member: null,
      town: "昌平",
    });
    expect(other.phones).toBeNull();
    expect(data.anyone).toEqual([{ name: "王*" }, null]);
  });
  it("is clear for whoever may see it", async () => {
    const { data } = await ask("{ first { name phones code born member } }", EVERYTHING_CLEAR);
    expect(data.first).toEqual({
      name: "王小明",
      phones: WANG.phones,
      code: "P-1",
      born: WANG.born,
      member: true,
    });
  });
  it("is clear level by level", async () => {
    const caller = callerWith(["clear:hospitals"], { purpose: "supervision" });
    const { first } = (await ask("{ first { name code } }", caller)).data;
    expect(first).toEqual({ name: "王小明", code: expect.stringMatching(/^ps_/) });
  });
  it("has a pseudonym for each purpose", async () => {
    const codeFor = async (purpose: Caller["purpose"]) =>
      (await ask("{ first { code } }", callerWith([], { purpose }))).data.first.code;
    expect(await codeFor("research")).toBe(await codeFor("research"));
    expect(await codeFor("research")).not.toBe(await codeFor("supervision"));
  });
});

describe("a record rule", () => {
  it("takes away from what scope and purpose allow", async () => {
    const ask = open(SDL, { Person: ({ town }, caller) => town === caller.unit });
    const nameFor = async (unit: string) =>
      (await ask("{ first { name } }", { ...EVERYTHING_CLEAR, unit })).data.first.name;
    expect(await nameFor("昌平")).toBe("王小明");
    expect(await nameFor("海淀")).toBe("王*");
  });
  it("is for a type that is there", () =>
    expect(() => open(SDL, { Nobody: () => true })).toThrow(StartError));
});

describe("a filter by a classified field", () => {
  const ask = open();
  const SEARCH = "{ people(filter: { member: true }) { nodes { town } } }";
  it("is refused where the field would be masked: who filters learns it", async () => {
    const { errors } = await ask(SEARCH);
    expect(errors[0].extensions.code).toBe("FORBIDDEN");
    expect(errors[0].message).toMatch(/"filter.member" .* clear:hospitals/);
  });
  it("is answered where it would be clear; other filters and statistics always", async () => {
    expect((await ask(SEARCH, EVERYTHING_CLEAR)).errors).toBeUndefined();
    expect((await ask('{ people(filter: { town: "昌平" }) { nodes { town } } }')).errors).toBeUndefined();
    expect((await ask("{ rows(filter: { member: true }) { count } }")).errors).toBeUndefined();
  });
});

describe("a subgraph does not open", () => {
  const classified = (type: string, args: string) => `type Query { a: ${type} @classified(${args}) }`;
  it.each([
    [
      "a level nobody knows",
      classified("String", 'level: "L9", category: "NAME"'),
      /Query.a: it has no level "L9": L1/,
    ],
    [
      "a category nobody knows",
      classified("String", 'level: "L2", category: "SHOE"'),
      /no category "SHOE": NAME/,
    ],
    [
      "an agency nobody knows",
      classified("String", 'level: "L2", category: "NAME", sharedWith: ["press"]'),
      /"press"/,
    ],
    ["a field that cannot be null", classified("String!", 'level: "L2", category: "ATTRIBUTE"'), /nullable/],
    ["a number masked as text", classified("Int", 'level: "L2", category: "NAME"'), /must be a String or ID/],
  ])("with %s", (_, sdl, message) => {
    expect(() => open(sdl)).toThrow(StartError);
    expect(() => open(sdl)).toThrow(message);
  });
});
