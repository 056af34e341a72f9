import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import type { Family } from "./Family.ts";
import { httpRequest, type Input, JSON_BODY, percentEncode, post, utf8 } from "./Input.ts";
import { doors, hostileTexts, stringify, wrongValues } from "./texts.ts";

const GOOD = '{"query":"{ __typename }"}';
const BOMB = Buffer.from(`{"query":"${" ".repeat(20_000_000)}"}`);

/** Bodies in codings and character sets; the bombs are small on the wire. */
const CODED: readonly [header: string, body: string][] = [
  ["gzip", gzipSync(BOMB).toString("latin1")],
  ["gzip", gzipSync(GOOD).toString("latin1")],
  ["x-gzip", gzipSync(GOOD).toString("latin1")],
  ["deflate", deflateSync(BOMB).toString("latin1")],
  ["br", brotliCompressSync(BOMB).toString("latin1")],
  ["gzip, gzip", gzipSync(gzipSync(BOMB)).toString("latin1")],
  ["identity", GOOD],
  ["", GOOD],
  ["nonsense", GOOD],
];
const TYPES = [
  "application/json",
  "application/json; charset=utf-8",
  "application/json; charset=gbk",
  "application/json; charset=utf-7",
  "application/json;charset=",
  "application/json; charset=utf-8; charset=gbk",
  "APPLICATION/JSON",
  "application/json, text/plain",
  "application/graphql",
  "application/graphql-response+json",
  "application/x-www-form-urlencoded",
  "text/plain",
  "text/plain; application/json",
  "multipart/form-data",
  "multipart/form-data; boundary=",
  "application/__proto__",
  "",
  ";",
  "*/*",
];
const ENCODED: readonly string[] = [
  GOOD,
  `\xef\xbb\xbf${GOOD}`,
  Buffer.from(`\ufeff${GOOD}`, "utf16le").toString("latin1"),
  Buffer.from(GOOD, "utf16le").toString("latin1"),
  `{"query":"{ \xc4\xe3 }"}`,
  '{"query":"\xed\xa0\x80"}',
  "\xff\xfe\x00\x00",
  "query=%7B__typename%7D",
  "{ __typename }",
];

/** Media types, character sets and codings that are not what the body is. */
export const contentTypes: Family = {
  name: "content types",
  weight: 1.5,
  inputs: fc
    .tuple(
      doors,
      fc.constantFrom(...TYPES),
      fc.oneof(
        fc.constantFrom(...CODED),
        fc.constantFrom(...ENCODED).map((body): [string, string] => ["", body]),
      ),
      fc.constantFrom<string[]>(
        [],
        ["accept: text/csv"],
        ["accept: application/graphql-response+json"],
        ["accept: ;q=9"],
        ["accept-encoding: br;q=1.0, gzip;q=nan"],
      ),
    )
    .map(([door, type, [coding, body], headers]): Input => {
      const all = [`content-type: ${type}`, ...(coding ? [`content-encoding: ${coding}`] : []), ...headers];
      return { door, bytes: httpRequest("POST", "/graphql", { headers: all, body }), answers: 1 };
    }),
};

const nested = (open: string, close: string, depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;
const deep = fc
  .tuple(
    fc.constantFrom<[string, string]>(["[", "]"], ['{"a":', "}"], ['[{"query":', "}]"]),
    fc.constantFrom(10, 1_000, 20_000),
  )
  .map(([[open, close], depth]) => nested(open, close, depth));

/** Request bodies by their parts, of any kind each. */
const shaped = fc
  .record(
    {
      query: fc.oneof(
        fc.constantFrom<unknown>(
          "{ __typename }",
          "query A { __typename } query B { __typename }",
          "",
          1,
          null,
          ["{ __typename }"],
        ),
        hostileTexts,
        wrongValues,
      ),
      variables: wrongValues,
      operationName: fc.oneof(
        fc.constantFrom<unknown>("A", "C", "", "__proto__", "toString"),
        hostileTexts,
        wrongValues,
      ),
      extensions: wrongValues,
      ["__proto__"]: wrongValues,
      constructor: wrongValues,
    },
    { requiredKeys: [] },
  )
  .map(stringify);

const broken = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "nul",
    "{",
    "}",
    '{"query"',
    '{"query":}',
    '{"query":"{ __typename }",}',
    "{'query':1}",
    "NaN",
    "1e400",
    "-",
    '"\\ud800"',
    '"\\u00"',
    '{"query":"{ __typename }","query":1}',
    '{"__proto__":{"query":"{ __typename }"}}',
    `{"query":"{ __typename }","variables":${nested("[", "]", 5_000)}}`,
  ),
  fc.json({ maxDepth: 4 }),
  fc
    .tuple(fc.constant(GOOD), fc.nat(GOOD.length), hostileTexts)
    .map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at)),
);
const batches = fc
  .array(fc.oneof(fc.constant(GOOD), shaped, broken, fc.constant("[]")), { maxLength: 8 })
  .map((ones) => `[${ones.join(",")}]`);
const large = fc.constantFrom(
  `{"query":"{ __typename }","variables":{"a":"${"x".repeat(190_000)}"}}`,
  `{"query":"{ __typename }","x":"${"x".repeat(250_000)}"}`,
  `{"query":"{ __typename }","variables":{${Array.from({ length: 10_000 }, (_, at) => `"a${at}":1`).join()}}}`,
  `{"query":"#${"\\u4e2d".repeat(30_000)}\\n{ __typename }"}`,
);

/** JSON that is broken, deep, large, in batches, or poisons prototypes. */
export const json: Family = {
  name: "JSON",
  weight: 3,
  inputs: fc
    .tuple(
      doors,
      fc.oneof(
        { weight: 6, arbitrary: shaped },
        { weight: 4, arbitrary: broken },
        { weight: 3, arbitrary: batches },
        { weight: 1, arbitrary: deep },
        { weight: 1, arbitrary: large },
      ),
    )
    .map(([door, body]) => post(door, body)),
};

const part = (name: string, value: string, rest = "") =>
  `--B\r\ncontent-disposition: form-data; name="${name}"${rest}\r\n\r\n${value}\r\n`;
const parts = fc.oneof(
  fc.constantFrom(
    part("operations", '{"query":"mutation($f: Upload!){ a(f:$f) }","variables":{"f":null}}'),
    part("map", '{"0":["variables.f"]}'),
    part("map", '{"0":["variables.__proto__.x","__proto__.y"]}'),
    part("0", "\x00\x01\x02".repeat(500), '; filename="../../../../tmp/x.png"'),
    part("0", "MZ\x90", '; filename="a\0.exe"\r\ncontent-type: image/png'),
    "--B--\r\n",
    "--B\r\n",
    "\r\n\r\n",
  ),
  hostileTexts.map((text) => part("operations", utf8(text))),
);

/** Uploads: nothing here takes files, whatever they claim to be. */
export const uploads: Family = {
  name: "uploads",
  weight: 0.7,
  inputs: fc
    .tuple(
      doors,
      fc.array(parts, { maxLength: 6 }),
      fc.constantFrom(
        "multipart/form-data; boundary=B",
        "multipart/form-data",
        "multipart/mixed; boundary=B",
        "image/png",
        "application/octet-stream",
        "application/json",
      ),
      fc.boolean(),
    )
    .map(
      ([door, all, type, isPreflighted]): Input => ({
        door,
        bytes: httpRequest("POST", "/graphql", {
          headers: [`content-type: ${type}`, ...(isPreflighted ? ["apollo-require-preflight: 1"] : [])],
          body: all.join(""),
        }),
        answers: 1,
      }),
    ),
};

/** The persisted-query extension and others, of any form. */
export const persistedQueries: Family = {
  name: "persisted queries",
  weight: 1,
  inputs: fc
    .tuple(
      doors,
      fc.oneof(
        fc.record(
          {
            version: fc.oneof(fc.constantFrom<unknown>(1, 2, "1", 1.5), wrongValues),
            sha256Hash: fc.oneof(
              fc.constantFrom<unknown>("", "0".repeat(64), "F".repeat(64), "__proto__", "x".repeat(100_000)),
              wrongValues,
            ),
          },
          { requiredKeys: [] },
        ),
        wrongValues,
      ),
      fc.option(fc.constantFrom("{ __typename }", "{", ""), { freq: 2 }),
      fc.boolean(),
    )
    .map(([door, persistedQuery, query, isGet]): Input => {
      const extensions = { persistedQuery };
      if (!isGet)
        return post(door, stringify({ ...(query === null ? {} : { query }), extensions }), [JSON_BODY]);
      const search = `extensions=${percentEncode(stringify(extensions).slice(0, 2_000))}`;
      const headers = ["apollo-require-preflight: 1"];
      return { door, bytes: httpRequest("GET", `/graphql?${search}`, { headers }), answers: 1 };
    }),
};
