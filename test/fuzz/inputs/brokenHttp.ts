import fc from "fast-check";
import type { Family } from "./Family.ts";
import { httpRequest, type Input, JSON_BODY } from "./Input.ts";
import { doors } from "./texts.ts";

const BODY = '{"query":"{ __typename }"}';
const GOOD = httpRequest("POST", "/graphql", { headers: [JSON_BODY], body: BODY });

const bytes = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((some) => Buffer.from(some).toString("latin1"));

const requestLines = fc.oneof(
  fc.constantFrom(
    "GET",
    "GET /graphql",
    "GET  /graphql  HTTP/1.1",
    "GET /graphql HTTP/9.9",
    "GET /graphql HTTP/0.9",
    "get /graphql HTTP/1.1",
    "GET /graphql\tHTTP/1.1",
    "GET http://[::1 HTTP/1.1",
    "GET http://other/graphql HTTP/1.1",
    "GET * HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "CONNECT other:443 HTTP/1.1",
    "PRI * HTTP/2.0",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    `GET /${"a".repeat(30_000)} HTTP/1.1`,
  ),
  bytes(60),
);

const names = fc.oneof(
  fc.constantFrom(
    "host",
    "content-length",
    "transfer-encoding",
    "content-type",
    "connection",
    "expect",
    "upgrade",
    "te",
    "trailer",
    "x-request-id",
    "cookie",
    "",
    " host",
    "host ",
    "x\0y",
    "é",
    "__proto__",
  ),
  fc.string({ maxLength: 10 }),
);
const values = fc.oneof(
  fc.constantFrom(
    "0",
    "5",
    "-1",
    "+5",
    "5, 5",
    "5, 6",
    "0x5",
    "99999999999999999999",
    "chunked",
    "chunked, identity",
    "identity, chunked",
    "gzip, chunked",
    "xchunked",
    "close",
    "upgrade",
    "websocket",
    "h2c",
    "100-continue",
    "a\0b",
    "a\rb",
    "a\nx-injected: 1",
    "a\r\n x-folded: 1",
    "a\r\nx-injected: 1",
    "y".repeat(20_000),
  ),
  bytes(30),
);
const headerLines = fc
  .array(fc.tuple(names, fc.constantFrom(": ", ":", " : ", ""), values), { maxLength: 6 })
  .map((headers) => headers.map((parts) => parts.join("")));

/** Request line, headers and body put together from parts that need not fit. */
const assembled = fc
  .tuple(
    fc.oneof(
      requestLines,
      fc.constantFrom("POST /graphql HTTP/1.1", "GET /graphql HTTP/1.1", "HEAD /health HTTP/1.1"),
    ),
    fc.boolean(),
    headerLines,
    fc.constantFrom("\r\n", "\n", "\r"),
    fc.oneof(fc.constant(""), fc.constant(BODY), bytes(40)),
  )
  .map(([line, hasHost, headers, eol, body]) =>
    [line, ...(hasHost ? ["host: fuzz"] : []), ...headers, "", body].join(eol),
  );

/** Chunks that lie about their sizes, carry extensions, or never end. */
const chunked = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        "0",
        "1",
        "1a",
        "ffffffff",
        "ffffffffffffffffff",
        "-1",
        "1 ",
        "0x1a",
        "zz",
        "",
        `1a;${"e".repeat(20_000)}`,
        '1a;a="b"',
      ),
      fc.constantFrom("\r\n", "\n", ""),
      fc.constantFrom(BODY, "{", "", "\r\n"),
    ),
    { maxLength: 4 },
  )
  .map((chunks) => {
    const body = chunks.map(([size, eol, data]) => `${size}${eol}${data}\r\n`).join("");
    return `POST /graphql HTTP/1.1\r\nhost: fuzz\r\n${JSON_BODY}\r\ntransfer-encoding: chunked\r\n\r\n${body}`;
  });

/** Two lengths, or a length and chunks: what one server takes for a body another takes for the next request. */
const smuggled = fc
  .tuple(
    fc.subarray(
      [
        "content-length: 4",
        "content-length: 40",
        "content-length: 0",
        "Content-Length : 6",
        "transfer-encoding: chunked",
        "transfer-encoding : chunked",
        "transfer-encoding: xchunked",
        "Transfer-Encoding: chunked\r\nTransfer-encoding: cow",
        "transfer-encoding:\tchunked",
        "content-length: 4, 4",
      ],
      { minLength: 2, maxLength: 3 },
    ),
    fc.constantFrom(
      "GET /metrics HTTP/1.1\r\nhost: fuzz\r\n\r\n",
      `0\r\n\r\n${GOOD}`,
      `5c\r\n${GOOD}\r\n0\r\n\r\n`,
      BODY,
    ),
  )
  .map(
    ([headers, body]) =>
      `POST /graphql HTTP/1.1\r\nhost: fuzz\r\n${JSON_BODY}\r\n${headers.join("\r\n")}\r\n\r\n${body}`,
  );

/** A good request with a few bytes changed, or cut short. */
const damaged = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(GOOD.length - 1), fc.nat(255)), { maxLength: 4 }),
    fc.option(fc.nat(GOOD.length - 1), { freq: 3 }),
  )
  .map(([changes, cut]) => {
    const damagedBytes = Buffer.from(GOOD, "latin1");
    for (const [at, byte] of changes) damagedBytes[at] = byte;
    return damagedBytes.toString("latin1", 0, cut ?? undefined);
  });

/** Bytes that are not HTTP, or claim two things at once. */
export const brokenHttp: Family = {
  name: "broken HTTP",
  weight: 4,
  inputs: fc
    .tuple(doors, fc.oneof(assembled, assembled, chunked, smuggled, damaged, bytes(200)))
    .map(([door, text]): Input => ({ door, bytes: text })),
};
