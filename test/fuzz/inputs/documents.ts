import fc from "fast-check";
import { readOperations } from "../../../gateway/console/readOperations.ts";
import type { Family } from "./Family.ts";
import { httpRequest, type Input, JSON_BODY, percentEncode, post, utf8 } from "./Input.ts";
import { doors, hostileTexts, OPERATORS, stringify, wrongValues } from "./texts.ts";

const OPERATIONS = readOperations();
const operations = fc.constantFrom(...OPERATIONS);

/** What a changed operation may have where it had something else. */
const TOKENS = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ":",
  "!",
  "$",
  "@",
  "...",
  "|",
  "=",
  "&",
  "#",
  '"',
  '"""',
  "\\",
  ",",
  "\ufeff",
  "\0",
  "\u202e",
  "\ud800",
  "null",
  "on",
  "query",
  "mutation",
  "subscription",
  "fragment",
  "__typename",
  "__schema { types { name } }",
  "@skip(if: true)",
  "@include(if: $none)",
  "@unknown",
  "@defer",
  "@stream",
  "@deprecated",
  "-1",
  "1e400",
  "0x1",
  '"\\u{110000}"',
  '"\\ud800"',
  '"""\\"""',
  "_entities",
  "_service { sdl }",
];

/** One of the published operations, a few of its tokens changed, dropped, doubled or swapped. */
const mutated = fc
  .tuple(
    operations,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom("drop", "double", "swap", "insert", "replace"),
        fc.oneof(fc.constantFrom(...TOKENS), hostileTexts),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([{ query }, changes]) => {
    const tokens = query.match(/#[^\n]*|"""[\s\S]*?"""|"[^"\n]*"|\.\.\.|\w+|\S|\s+/g) ?? [];
    for (const [position, change, text] of changes) {
      const at = position % tokens.length;
      const here = tokens[at] ?? "";
      if (change === "drop") tokens.splice(at, 1);
      else if (change === "double") tokens.splice(at, 0, here);
      else if (change === "insert") tokens.splice(at, 0, text);
      else if (change === "replace") tokens[at] = text;
      else [tokens[at], tokens[0]] = [tokens[0] ?? "", here];
    }
    return tokens.join("");
  });

const DISTRICT = 'district(code: "110114")';
const times = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join(" ");

/** Documents that are large in one respect each; `count` says how large. */
export const LARGE: ((count: number) => string)[] = [
  (count) => `{ ${times(count, (at) => `a${at}: __typename`)} }`,
  (count) => `{ ${times(count, (at) => `a${at}: ${DISTRICT} { name }`)} }`,
  (count) => `{ __typename ${times(count, () => "@skip(if: false)")} }`,
  (count) => `{ __typename ${times(count, (at) => `@unknown${at}`)} }`,
  (count) => `{ ${"...{".repeat(count)} __typename ${"}".repeat(count)} }`,
  (count) => `${"{ a ".repeat(count)}${"}".repeat(count)}`,
  (count) => `{ a(b: ${"[".repeat(count)}${"]".repeat(count)}) }`,
  (count) => `{ a(b: ${"{c:".repeat(count)}1${"}".repeat(count)}) }`,
  (count) => `{ ...F0 } ${times(count, (at) => `fragment F${at} on Query { ...F${(at + 1) % count} }`)}`,
  (count) =>
    `{ ...F0 } ${times(count, (at) => `fragment F${at} on Query { ${at + 1 < count ? `...F${at + 1} ...F${at + 1}` : "__typename"} }`)}`,
  (count) => `{ ...F } fragment F on Query { ${times(count, () => "...F")} }`,
  (count) => `query(${times(count, (at) => `$v${at}: Int = ${at}`)}) { __typename }`,
  (count) => `query($a: ${"[".repeat(count)}Int${"]".repeat(count)}) { __typename }`,
  (count) => times(count, (at) => `query Q${at} { __typename }`),
  (count) => `{ a(b: "${"\\u4e2d".repeat(count)}") }`,
  (count) => `{ a(b: """${'\n    \\""" '.repeat(count)}""") }`,
  (count) => `{ __typename } #${"\u202e".repeat(count)}`,
  (count) =>
    `{ __schema { types { ${"fields { type { ".repeat(Math.min(count, 20))} name ${"} }".repeat(Math.min(count, 20))} } } }`,
  (count) => `{ __type(name: "Query") { ${"ofType { ".repeat(count)} name ${"}".repeat(count)} } }`,
  (count) => `${"\ufeff".repeat(count)}{ __typename }`,
];
const large = fc
  .tuple(fc.constantFrom(...LARGE), fc.constantFrom(1, 2, 5, 20, 100, 1_000, 3_000))
  .map(([make, count]) => make(count));

const odd = fc.oneof(
  fc.constantFrom(
    "",
    "#",
    "subscription { __typename }",
    "query A { __typename } mutation A { __typename }",
    "mutation { __typename }",
    "{ _service { sdl } }",
    '{ _entities(representations: [{ __typename: "Volunteer", id: "x" }]) { __typename } }',
    "type Query { a: Int } { __typename }",
    "extend type Query { a: Int }",
    "query ($__proto__: Int) { __proto__: __typename constructor: __typename }",
    "{ toString hasOwnProperty __proto__ constructor }",
    "fragment __proto__ on Query { __typename } { ...__proto__ }",
    "query constructor { __proto__: __typename }",
    '{ __type(name: "__proto__") { name } b: __type(name: "constructor") { name fields { name } } }',
    "query ($a: Int = 1e400) { __typename }",
    `{ ${DISTRICT} { __proto__: name constructor: name toString: name valueOf: name then: name } }`,
    "query ($c: DistrictCode!) { district(code: $c) { then: name toJSON: name } }",
  ),
  hostileTexts,
);

/** Texts that are no GraphQL, do not fit the schema, or fit it and are too much. */
export const graphql: Family = {
  name: "GraphQL texts",
  weight: 5,
  inputs: fc
    .tuple(
      doors,
      fc.oneof(
        { weight: 4, arbitrary: mutated },
        { weight: 2, arbitrary: large },
        { weight: 1, arbitrary: odd },
      ),
      fc.option(fc.constantFrom("application/graphql-response+json"), { freq: 3 }),
    )
    .map(([door, query, accept]) =>
      post(door, JSON.stringify({ query }), [JSON_BODY, ...(accept ? [`accept: ${accept}`] : [])]),
    ),
};

/** A published operation's variables with some put wrong, left out or added. */
export const variables: Family = {
  name: "variables",
  weight: 2.5,
  inputs: fc
    .tuple(
      operations,
      fc.dictionary(fc.constantFrom("__proto__", "x", "constructor", "first", "after"), wrongValues, {
        maxKeys: 2,
      }),
      fc.array(fc.tuple(fc.nat(), wrongValues), { minLength: 1, maxLength: 3 }),
    )
    .map(([{ query, variables: good = {} }, extra, changes]) => {
      const given: Record<string, unknown> = { ...good, ...extra };
      const names = [...query.matchAll(/\$(\w+)\s*:/g)].map(([, name = ""]) => name);
      for (const [at, value] of changes) given[names[at % Math.max(1, names.length)] ?? "none"] = value;
      return post("gateway", stringify({ query, variables: given }));
    }),
};

const rawPairs = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        "query",
        "variables",
        "operationName",
        "extensions",
        "query[]",
        "__proto__",
        "%71uery",
        "",
      ),
      fc.oneof(
        fc.stringMatching(/^[!-~]{0,40}$/),
        fc.constantFrom(
          "%",
          "%E0%A4%A",
          "%00",
          "%ud800",
          "{__typename}",
          "%7B__typename%7D",
          "+",
          "&",
          "{}",
          "[]",
        ),
      ),
    ),
    { maxLength: 5 },
  )
  .map((pairs) =>
    pairs
      .map(([name, value]) => `${name}=${value}`)
      .join("&")
      .replace(/[#\s]/g, ""),
  );

/** Queries by GET: doubled, cut, badly escaped parameters; acts, which GET must not do. */
export const getQueries: Family = {
  name: "GET queries",
  weight: 2,
  inputs: fc
    .tuple(
      doors,
      fc.oneof(
        rawPairs,
        fc.oneof(mutated, odd).map((query) => `query=${percentEncode(query).slice(0, 8_000)}`),
        wrongValues.map(
          (value) =>
            `query=${percentEncode("query ($c: DistrictCode!) { district(code: $c) { name } }")}&variables=${percentEncode(stringify({ c: value })).slice(0, 4_000)}`,
        ),
        fc.constant(
          `query=${percentEncode('mutation { withdrawReferral(input: { referralId: "x", reason: READMITTED }) { userErrors { code } } }')}`,
        ),
      ),
      fc.constantFrom<string[]>(
        ["apollo-require-preflight: 1"],
        ["x-apollo-operation-name: a"],
        [],
        ["accept: text/html"],
      ),
    )
    .map(
      ([door, search, headers]): Input => ({
        door,
        bytes: httpRequest("GET", `/graphql?${search}`, { headers }),
        answers: 1,
      }),
    ),
};

const token = (payload: object) =>
  `Bearer ${[{ alg: "none" }, payload].map((one) => Buffer.from(JSON.stringify(one)).toString("base64url")).join(".")}.`;
const CALLER = Buffer.from(
  JSON.stringify({
    principal: "user:root",
    agency: null,
    unit: null,
    scopes: ["unit:any", "clear:hospitals", "hospitals:write"],
    purpose: "supervision",
    breakGlass: true,
  }),
).toString("base64url");
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  "x-purpose": [
    "",
    "supervision",
    "emergency",
    "research",
    "__proto__",
    "supervision, research",
    "承接".slice(0, 0),
    "x".repeat(5_000),
  ],
  authorization: [
    "",
    "Bearer",
    "Bearer ",
    "Bearer a.b.c",
    token({ sub: "root", scope: "unit:any clear:volunteers" }),
    token({ sub: { $ne: "" } }),
    "Basic cm9vdDpyb290",
    `Bearer ${"a".repeat(6_000)}`,
    "bearer\tx",
    "Digest username=a",
  ],
  "x-api-key": ["", "x", '{"$ne":""}', "\xff\xfe", "k".repeat(5_000)],
  "x-request-id": ["ok-1", "", "a b", "<script>", "x".repeat(65), "a\tb", "\xe4\xbd\xa0"],
  "x-liandong-caller": ["", "x", CALLER, "e30", Buffer.from("null").toString("base64url")],
  "x-break-glass": ["", "because", "x".repeat(5_000)],
  signature: ["", "sig=::", "sig=:AAAA:"],
  "signature-input": ["", 'sig=("@method");created=0', "sig=()"],
  traceparent: ["", "00-0-0-0", `00-${"0".repeat(32)}-${"0".repeat(16)}-01`, "ff-"],
  accept: ["", "*/*", "application/*;q=0", ";;;", "text/html", `${"a/b,".repeat(2_000)}`],
  "accept-encoding": ["", "br;q=99", "*;q=0", ",,,", "gzip;q=0.5;q=1", "zstd"],
  origin: ["", "null", "https://other.example", "http://fuzz"],
  cookie: ["", "__proto__=1", "a=b; ".repeat(1_000)],
  "content-length-x": ["1"],
  "x-forwarded-for": ["127.0.0.2", "a".repeat(100)],
  host: ["other", "", "fuzz:99999"],
  "x-http-method-override": ["DELETE"],
  "apollo-query-plan-experimental": ["1"],
  "apollo-federation-include-trace": ["ftv1"],
};
const headers = fc
  .constantFrom(...Object.keys(HEADERS))
  .chain((name) =>
    fc
      .oneof(
        fc.constantFrom(...(HEADERS[name] as readonly string[])),
        fc.stringMatching(/^[ -~\x80-\xff]{0,40}$/),
        fc.constantFrom(...OPERATORS.filter((text) => !text.includes("\r"))),
      )
      .map((value) => `${name}: ${value}`),
  );

/** A good query with headers that say who asks, for what and how, of any value. */
export const headerValues: Family = {
  name: "header values",
  weight: 2,
  inputs: fc
    .tuple(doors, fc.array(headers, { minLength: 1, maxLength: 4 }))
    .map(([door, lines]) => post(door, '{"query":"{ __typename }"}', [JSON_BODY, ...lines])),
};

const identityBodies = fc.oneof(
  fc.record({ role: wrongValues }).map(stringify),
  fc
    .record(
      { reason: wrongValues, purpose: fc.oneof(fc.constant("emergency"), wrongValues) },
      { requiredKeys: [] },
    )
    .map(stringify),
  fc.constantFrom('{"role":{"toString":1}}', '{"role":"__proto__"}', "null", "[]", "{", ""),
);

/** What asks for a token or an emergency grant, and gets none. */
export const identityRoutes: Family = {
  name: "identity routes",
  weight: 1,
  inputs: fc
    .tuple(
      fc.constantFrom("/break-glass", "/dev/token"),
      identityBodies,
      fc.array(headers, { maxLength: 2 }),
      fc.constantFrom("localhost", "127.0.0.1", "evil.test"),
    )
    .map(
      ([target, body, lines, host]): Input => ({
        door: "gateway",
        bytes: httpRequest("POST", target, { headers: [JSON_BODY, ...lines], body: utf8(body) }).replace(
          "host: fuzz",
          `host: ${host}`,
        ),
        answers: 1,
      }),
    ),
};
