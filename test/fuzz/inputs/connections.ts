import fc from "fast-check";
import type { Family } from "./Family.ts";
import { httpRequest, type Input, JSON_BODY, utf8 } from "./Input.ts";
import { doors } from "./texts.ts";

/** One of several requests on a connection: path, method and body. */
const exchanges = fc.constantFrom<[string, string, string?]>(
  ["POST", "/graphql", '{"query":"{ __typename }"}'],
  ["POST", "/graphql", '{"query":"{ nonsense }"}'],
  ["POST", "/graphql", "{"],
  ["POST", "/graphql", ""],
  ["GET", "/health"],
  ["GET", "/nowhere"],
  ["DELETE", "/graphql"],
  ["POST", "/health", "unread"],
  ["PUT", "/nowhere", "x".repeat(2_000)],
);

/** Several requests sent at once: as many answers, each to its own request. */
export const pipelined: Family = {
  name: "pipelined",
  weight: 1,
  inputs: fc.array(exchanges, { minLength: 2, maxLength: 8 }).map((requests): Input => {
    const ids = requests.map((_, at) => `pipelined-${at}`);
    const bytes = requests
      .map(([method, target, body], at) =>
        httpRequest(method, target, {
          headers: [JSON_BODY, `x-request-id: ${ids[at]}`],
          ...(body === undefined ? {} : { body: utf8(body) }),
        }),
      )
      .join("");
    return { door: "gateway", bytes, answers: requests.length, ids };
  }),
};

/** A body that is announced and does not come, and the connection left open: refused in time. */
export const slowBodies: Family = {
  name: "slow bodies",
  weight: 0.05,
  inputs: fc
    .tuple(fc.constantFrom("", "{", '{"query":"{ __typename }"}'), fc.integer({ min: 100, max: 100_000 }))
    .map(
      ([body, length]): Input => ({
        door: "gateway",
        bytes: `POST /graphql HTTP/1.1\r\nhost: fuzz\r\n${JSON_BODY}\r\ncontent-length: ${length}\r\n\r\n${body}`,
        answers: 1,
      }),
    ),
};

const METHODS = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "SEARCH",
  "PURGE",
  "M-SEARCH",
];
const PATHS = [
  "/",
  "//",
  "/graphql",
  "/graphql/",
  "/GraphQL",
  "//graphql",
  "/graphql#x",
  "/graphql;x=1",
  "/explorer",
  "/explorer/",
  "/explorer/explorer.js",
  "/explorer/../gateway/app/start.ts",
  "/explorer/..%2f..%2fpackage.json",
  "/explorer/%2e%2e/%2e%2e/package.json",
  "/explorer/..\\..\\package.json",
  "/explorer/explorer.js%00.html",
  "/explorer//etc/passwd",
  "/explorer/operations.json",
  "/explorer/__proto__",
  "/__proto__",
  "/constructor",
  "/.env",
  "/.git/config",
  "/metrics",
  "/metrics?x",
  "/health",
  "/ready",
  "/break-glass",
  "/dev/token",
  "/%",
  "/%ff",
  "/?query={__typename}",
  "/graphql?query=",
  "http://fuzz/graphql",
  "*",
];

/** Methods and paths of all kinds: files of the playground and nothing else of the disk. */
export const paths: Family = {
  name: "paths",
  weight: 1.5,
  inputs: fc
    .tuple(
      doors,
      fc.constantFrom(...METHODS),
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...PATHS) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.constantFrom("/explorer/", "/", "/graphql/"), fc.stringMatching(/^[!-~]{0,30}$/))
            .map(([a, b]) => a + b),
        },
      ),
      fc.constantFrom<string[]>(
        [],
        ["accept: text/html"],
        ["origin: https://other.example", "access-control-request-method: POST"],
        ["if-none-match: *"],
        ["range: bytes=0-10"],
      ),
    )
    .map(
      ([door, method, target, headers]): Input => ({
        door,
        bytes: httpRequest(method, target, { headers }),
        answers: 1,
      }),
    ),
};
