// Whatever bytes come, the answer is a 4xx with a coded JSON error, or a good answer; never a 5xx, never silence, and the next client is served.
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERROR_CODES } from "../policy/ErrorCode.ts";
import { openTestGateway, type TestGateway } from "./testing/openTestGateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway({
    limits: { maxBodyBytes: 2_000, bodyTimeoutMs: 100, maxTokens: 300, maxDepth: 30 },
  });
});
afterAll(() => gateway[Symbol.asyncDispose]());

interface RawAnswer {
  status: number;
  headers: string;
  body: string;
}

/** Sends bytes as they are, and reads the first answer to its end. */
async function send(bytes: string | Buffer, port = gateway.port): Promise<RawAnswer> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  const chunks: Buffer[] = [];
  socket.write(bytes);
  await new Promise<void>((resolve) => {
    socket.on("close", () => resolve());
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      const text = Buffer.concat(chunks).toString("latin1");
      const bodyAt = text.indexOf("\r\n\r\n") + 4;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
      if (bodyAt > 3 && text.length >= bodyAt + length) resolve();
    });
  });
  socket.destroy();
  const text = Buffer.concat(chunks).toString("utf8");
  const [headers = "", body = ""] = text.split("\r\n\r\n");
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), headers, body };
}

/** The status of a refusal, after checking that it is one coded error in JSON that shows nothing of ours. */
function refusal({ status, headers, body }: RawAnswer): number {
  expect(headers.toLowerCase()).toMatch(/content-type: application\/(graphql-response\+)?json/);
  const { errors } = JSON.parse(body);
  expect(errors.length).toBeGreaterThan(0);
  for (const { message, extensions } of errors) {
    expect(Object.keys(ERROR_CODES)).toContain(extensions.code);
    expect(extensions.code).not.toBe("INTERNAL_SERVER_ERROR");
    expect(message).not.toMatch(/node:|\/work|at \w+ \(|127\.0|call stack/);
  }
  return status;
}

const post = (body: string | Buffer, headers: string[] = ["content-type: application/json"]) =>
  Buffer.concat([
    Buffer.from(
      `POST /graphql HTTP/1.1\r\nhost: x\r\n${headers.map((header) => `${header}\r\n`).join("")}content-length: ${Buffer.byteLength(body)}\r\n\r\n`,
    ),
    Buffer.from(body),
  ]);
const hello = '{"query":"{ hello }"}';

describe("each mistake has its status", () => {
  it.each<[string, string | Buffer, number]>([
    ["no JSON", post("{"), 400],
    ["nothing", post(""), 400],
    ["a bare null", post("null"), 400],
    ["a string", post('"{ hello }"'), 400],
    ["a number as query", post('{"query":1}'), 400],
    ["bytes that are no UTF-8", post(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 400],
    ["another charset", post(hello, ["content-type: application/json; charset=gbk"]), 415],
    ["another media type", post(hello, ["content-type: text/plain"]), 415],
    ["no media type", post(hello, []), 415],
    ["a compressed body", post(hello, ["content-type: application/json", "content-encoding: gzip"]), 415],
    ["too large", post(`{"query":"${"x".repeat(3_000)}"}`), 413],
    [
      "an answer in a form we do not have",
      post(hello, ["content-type: application/json", "accept: text/csv"]),
      406,
    ],
    ["another method", "DELETE /graphql HTTP/1.1\r\nhost: x\r\n\r\n", 405],
    ["an unknown path", "GET /secret HTTP/1.1\r\nhost: x\r\n\r\n", 404],
    ["an unknown method", "BREW /graphql HTTP/1.1\r\nhost: x\r\n\r\n", 400],
    ["no HTTP", "hello there\r\n\r\n", 400],
    ["another protocol", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
    ["headers too large", `GET /graphql HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
    [
      "two lengths",
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
      400,
    ],
    [
      "a length that is no number",
      "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n{}",
      400,
    ],
    [
      "a bad chunk",
      "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n",
      400,
    ],
    ["an expectation", "GET /graphql HTTP/1.1\r\nhost: x\r\nexpect: magic\r\n\r\n", 417],
    [
      "a body that never ends",
      "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
      408,
    ],
    [
      "a document that is no GraphQL",
      post('{"query":"{"}', ["content-type: application/json", "accept: application/graphql-response+json"]),
      400,
    ],
    ["thousands of braces", post(`{"query":"${"{a".repeat(900)}"}`), 400],
    [
      "a query parameter given twice",
      "GET /graphql?query=a&query=b HTTP/1.1\r\nhost: x\r\napollo-require-preflight: 1\r\n\r\n",
      400,
    ],
    [
      "variables that are no JSON",
      "GET /graphql?query=a&variables=b HTTP/1.1\r\nhost: x\r\napollo-require-preflight: 1\r\n\r\n",
      400,
    ],
    [
      "an undecodable query string",
      "GET /graphql?query=%E0%A4%A HTTP/1.1\r\nhost: x\r\napollo-require-preflight: 1\r\naccept: application/graphql-response+json\r\n\r\n",
      400,
    ],
  ])("%s", async (_, bytes, status) => expect(refusal(await send(bytes))).toBe(status));

  it("headers that never end", async () => {
    await using slow = await openTestGateway({ limits: { headersTimeoutMs: 50 } });
    expect(refusal(await send("GET /graphql HTTP/1.1\r\nhost: x\r\nx-a:", slow.port))).toBe(408);
  });

  it("and good requests are answered as before", async () =>
    expect(JSON.parse((await send(post(hello))).body)).toEqual({ data: { hello: "hello world" } }));
});

describe("hundreds of malformed requests", () => {
  const SEED = 20_241_031;
  const check = async (bytes: string | Buffer) => {
    const answer = await send(bytes);
    expect(answer.status, answer.body).toBeGreaterThanOrEqual(200);
    expect(answer.status, answer.body).toBeLessThan(500);
    if (answer.status >= 400) refusal(answer);
  };

  it("any JSON as body", () =>
    fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 3 }), (body) => check(post(body))),
      { seed: SEED, numRuns: 150 },
    ));

  it("requests with parts of any kind", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            query: fc.oneof(
              fc.string(),
              fc.constantFrom("{hello}", "{ hello(name: $a) }", "query($a:Int!){hello}"),
              fc.anything(),
            ),
            variables: fc.oneof(fc.object({ maxDepth: 1 }), fc.anything({ maxDepth: 1 })),
            operationName: fc.oneof(fc.string(), fc.anything({ maxDepth: 1 })),
            extensions: fc.anything({ maxDepth: 2 }),
          },
          { requiredKeys: [] },
        ),
        (body) => check(post(JSON.stringify(body))),
      ),
      { seed: SEED, numRuns: 200 },
    ));

  it("persisted queries of any form", () =>
    fc.assert(
      fc.asyncProperty(fc.anything({ maxDepth: 1 }), fc.anything({ maxDepth: 1 }), (version, sha256Hash) =>
        check(
          post(JSON.stringify({ extensions: { persistedQuery: { version: version ?? 1, sha256Hash } } })),
        ),
      ),
      { seed: SEED, numRuns: 100 },
    ));

  it("a good request with bytes changed", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(110), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const bytes = post(hello);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          return check(Buffer.concat([bytes, Buffer.from("\r\n\r\n")]));
        },
      ),
      { seed: SEED, numRuns: 150 },
    ));

  it("headers of any form", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          "content-type",
          "accept",
          "accept-encoding",
          "x-request-id",
          "traceparent",
          "origin",
          "expect",
        ),
        fc.stringMatching(/^[ -~]{0,60}$/),
        (name, value) => check(post(hello, ["content-type: application/json", `${name}: ${value}`])),
      ),
      { seed: SEED, numRuns: 200 },
    ));

  it("and then answers as before", async () => {
    expect(await (await gateway.post({ query: "{ hello }" })).json()).toEqual({
      data: { hello: "hello world" },
    });
  });
});
