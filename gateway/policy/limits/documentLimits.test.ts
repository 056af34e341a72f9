// A document is held to limits before anybody validates it: each passes at the limit and is refused one over, and the worst
// that passes is validated in bounded work. Whatever spreads fragments without end is seen without expanding them.
import { buildSchema, GraphQLError, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { createDocumentCheck } from "./createDocumentCheck.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "./DocumentLimits.ts";

const LIMITS: Partial<DocumentLimits> = {
  maxTokens: 400,
  maxDepth: 20,
  maxOperations: 3,
  maxFieldDepth: 5,
  maxSelections: 40,
  maxRootFields: 6,
  maxAliases: 4,
  maxDirectives: 4,
  maxRepeatedPairs: 10,
};

/** The refusal of a document: its code and message; nothing where it passes. */
function refusalOf(source: string, limits: Partial<DocumentLimits> = LIMITS) {
  try {
    createDocumentCheck(limits)(source);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return `${error.extensions.code}: ${error.message}`;
  }
  return undefined;
}

const fields = (count: number, write = (at: number) => `f${at}`): string =>
  Array.from({ length: count }, (_, at) => write(at)).join(" ");
const nested = (depth: number): string => `${"{ a ".repeat(depth)}${"}".repeat(depth)}`;

/** Documents that have exactly so much of one thing. */
const WITH: Record<keyof DocumentLimits, (count: number) => string> = {
  maxTokens: (count) => `{ a(b: [${"1 ".repeat(count - 9)}]) }`,
  maxDepth: (count) => `{ a(b: ${"[".repeat(count - 2)}${"]".repeat(count - 2)}) }`,
  maxOperations: (count) => fields(count, (at) => `query Q${at} { a }`),
  maxFieldDepth: nested,
  maxSelections: (count) => `{ a { ${fields(count - 1)} } }`,
  maxRootFields: (count) => `{ ${fields(count)} }`,
  maxAliases: (count) => `{ a { ${fields(count, (at) => `f${at}: a`)} } }`,
  maxDirectives: (count) => `{ a ${"@x ".repeat(count)} }`,
  maxRepeatedPairs: (count) => {
    // n fields of one name are n (n - 1) / 2 pairs.
    const n = (1 + Math.sqrt(1 + 8 * count)) / 2;
    return `{ a { ${fields(Math.ceil(n), () => "b")} } }`;
  },
};

const limits = Object.keys(DOCUMENT_LIMITS) as (keyof DocumentLimits)[];

describe("a document", () => {
  it.each(limits)("at %s passes, one over is refused and told what to do", (limit) => {
    const most = LIMITS[limit] as number;
    expect(refusalOf(WITH[limit](most))).toBeUndefined();
    expect(refusalOf(WITH[limit](most + 1))).toMatch(
      new RegExp(`^OPERATION_TOO_COMPLEX: .*${most}.* accepted; \\w+`),
    );
  });

  it.each([
    ["depth", `{ ...A } fragment A on T { a { ...B } } fragment B on T ${nested(5)}`],
    ["aliases", "{ a { ...A } b { ...A } c { ...A } } fragment A on T { x: a y: a }"],
    ["root fields", "{ ...A ...B } fragment A on T { a b c d } fragment B on T { e f g }"],
    ["directives", "{ a { ...A } b { ...A } } fragment A on T { a @x @y @z }"],
    ["selections", `{ ...A ...A ...A ...A } fragment A on T { a { ${fields(10)} } }`],
    ["pairs", "{ ...A ...B } fragment A on T { a { b b b } } fragment B on T { a { b b b } }"],
  ])("hides no %s in fragments", (_, source) => expect(refusalOf(source)).toMatch(/^OPERATION_TOO_COMPLEX/));

  it("that is no GraphQL is left to the parser, and one that spreads itself is refused", () => {
    expect(refusalOf("{ a ")).toBeUndefined();
    expect(refusalOf("{ ...A } fragment A on T { a { ...B } } fragment B on T { ...A }")).toMatch(
      /^GRAPHQL_VALIDATION_FAILED: Cannot spread fragment "A"/,
    );
  });
});

describe("attacks within the token limit", () => {
  const bomb = (width: number, length: number): string =>
    `{ ...F0 } ${fields(length, (at) => `fragment F${at} on T { ${`...F${at + 1} `.repeat(width)} }`)} fragment F${length} on T { a }`;
  it.each([
    ["a fragment bomb", bomb(10, 400)],
    ["a chain of fragments", bomb(1, 1_500)],
    ["same names, nested", `{ ${"a { b { c } } ".repeat(1_200)} }`],
    ["same names, deep", `{ ${fields(18, () => `a { ${fields(18, () => "b { c d e }")} }`)} }`],
    ["many operations", fields(1_000, (at) => `query Q${at} { a }`)],
    ["many directives", `{ a ${"@skip(if: true) ".repeat(1_500)} }`],
  ])("%s is refused without being expanded", (_, source) =>
    expect(refusalOf(source, {})).toMatch(/^OPERATION_TOO_COMPLEX/),
  );
});

describe("the worst that passes", () => {
  const schema = buildSchema("type Query { a: Query b: Query c: Query d: String e(x: [Int]): String }");
  it.each([
    ["same names, side by side", `{ b { ${fields(170, () => "a { b { d } }")} } }`],
    ["same names, nested", `{ ${fields(14, () => `a { ${fields(14, () => "b { d }")} }`)} }`],
    [
      "fragments that say the same",
      `{ ${fields(90, (at) => `...F${at}`)} } ${fields(90, (at) => `fragment F${at} on Query { a { b { c { d } } } }`)}`,
    ],
    [
      "a fragment spread everywhere",
      `{ b { ${fields(5, () => "...F c { ...F }")} } } fragment F on Query { ${fields(40, () => "d")} }`,
    ],
    ["a long list of literals", `{ e(x: [${"1 ".repeat(14_900)}]) }`],
  ])("%s is validated to the end, within what graphql-js allows itself", (_, source) => {
    expect(refusalOf(source, {})).toBeUndefined();
    expect(validate(schema, parse(source, { noLocation: true }))).toEqual([]);
  });
});
