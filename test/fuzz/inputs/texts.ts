import fc from "fast-check";
import type { Door } from "./Input.ts";

/** Mostly the gateway; a subgraph's own server is a front door too. */
export const doors: fc.Arbitrary<Door> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Door>("gateway") },
  { weight: 1, arbitrary: fc.constantFrom<Door>("hospitals", "volunteers", "stations", "talent") },
);

/** Operators, code and markup for every engine a text might reach. */
export const OPERATORS = [
  '{"$gt":""}',
  '{"$ne":null}',
  "[$ne]",
  "$where",
  "$where: 'sleep(5000)'",
  "';return true;var a='",
  "^.*$",
  "(a+)+$",
  ".*",
  "\\",
  "$name",
  "$$ROOT",
  "a.b.c",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "' OR '1'='1",
  "<script>alert(1)</script>",
  "#{7*7}",
  "{{7*7}}",
  "../../../../etc/passwd",
  "\r\nset-cookie: a=b",
] as const;

/** Strings that are hard on text handling: surrogates alone, direction marks, NUL, combining marks, very long. */
const STRANGE = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udfff",
  "a\ud83dz",
  "\u202e\u2066gnp.exe\u2069",
  "\ufeff",
  "\u2028\u2029",
  "ﷺ".repeat(50),
  `e${"\u0301".repeat(200)}`,
  "𠮷野家",
  "王*",
  "İ",
  "x".repeat(5_000),
  "9".repeat(400),
] as const;

/** Any text a caller may put where a string belongs. */
export const hostileTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom<string>(...OPERATORS),
  fc.constantFrom<string>(...STRANGE),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ maxLength: 30 }),
);

/** Whole numbers at the edges of what they may be. */
export const EDGES = [0, 1, -1, 2, 100, 101, 2_147_483_647, -2_147_483_648, 2_147_483_648, 1e15] as const;

/** Stands for a number that JSON can write and JavaScript cannot hold. */
const HUGE = "@1e400";

/** JSON values of any kind where another kind belongs; operators of databases first. */
export const wrongValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    { $gt: "" },
    { $ne: null },
    { $where: "sleep(5000)" },
    { $regex: ".*" },
    { $in: [] },
    { "a.b": 1 },
    ["a", ["b"]],
    [],
    {},
    null,
    true,
    Number.MAX_VALUE,
    -0,
    "NaN",
    HUGE,
    JSON.parse('{"__proto__":{"polluted":true}}'),
    { constructor: { prototype: { polluted: true } } },
  ),
  fc.anything({ maxDepth: 2, withNullPrototype: false }),
  hostileTexts,
);

/** JSON that also holds such numbers, undefined where a value has none. */
export const stringify = (value: unknown): string =>
  (JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one)) ?? "null").replaceAll(
    `"${HUGE}"`,
    "1e400",
  );
