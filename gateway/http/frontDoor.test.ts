// What stands around a query: size, compression, origins, cross-site requests, persisted queries, batches, ids.
import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { GraphQLError } from "graphql";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./testing/openTestGateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway({ limits: { maxBodyBytes: 5_000, maxTokens: 200, maxDepth: 20 } });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const errorOf = async (response: Response) => {
  const { errors } = (await response.json()) as any;
  return [response.status, errors[0].extensions.code];
};

describe("compression", () => {
  const LARGE = { query: "{ people(count: 100) { id name about } }" };
  /** Without a client that decompresses by itself. */
  const ask = async (body: object, acceptEncoding?: string) => {
    const { headers, body: answer } = await request(gateway.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(acceptEncoding ? { "accept-encoding": acceptEncoding } : {}),
      },
      body: JSON.stringify(body),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(headers["content-length"]).toBe(String(bytes.length));
    expect(headers.vary).toBe("Accept-Encoding");
    return { coding: headers["content-encoding"], bytes };
  };

  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
    ["deflate", inflateSync],
  ])("%s gives the same answer, smaller", async (coding, decompress) => {
    const plain = await ask(LARGE);
    const packed = await ask(LARGE, coding);
    expect(plain.coding).toBeUndefined();
    expect(packed.coding).toBe(coding);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(decompress(packed.bytes)).toEqual(plain.bytes);
  });

  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip, deflate", "gzip"],
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br;q=0, *", "gzip"],
    ["gzip;q=0", undefined],
    ["identity, gzip;q=0.5", undefined],
    ["zstd", undefined],
    ["gzip;q=nonsense", undefined],
    [";;,,;q=1", undefined],
  ])("a client that accepts %s gets %s", async (acceptEncoding, coding) =>
    expect((await ask(LARGE, acceptEncoding)).coding).toBe(coding),
  );

  it("leaves small answers as they are", async () =>
    expect((await ask({ query: "{ hello }" }, "br")).coding).toBeUndefined());
});

describe("requests of other sites", () => {
  it.each([
    ["a form's content type", "text/plain", 415],
    ["a form", "application/x-www-form-urlencoded", 415],
    ["a multipart form", "multipart/form-data; boundary=x", 415],
  ])("%s is refused", async (_, type, status) =>
    expect(await errorOf(await gateway.post({ query: "{ hello }" }, { "content-type": type }))).toEqual([
      status,
      "BAD_REQUEST",
    ]),
  );
  it("a query by GET is refused without a header that browsers ask about first", async () => {
    const path = `/graphql?query=${encodeURIComponent("{ hello }")}`;
    expect(await errorOf(await gateway.get(path))).toEqual([400, "BAD_REQUEST"]);
    const allowed = await gateway.get(path, { "apollo-require-preflight": "1" });
    expect(await allowed.json()).toEqual({ data: { hello: "hello world" } });
  });
  it("a mutation by GET is refused", async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation { rename(name: "x") }')}`;
    const answer = await gateway.get(path, { "apollo-require-preflight": "1" });
    expect(answer.headers.get("allow")).toBe("POST");
    expect(await errorOf(answer)).toEqual([405, "BAD_REQUEST"]);
  });

  const preflight = (target: TestGateway, origin: string) =>
    request(target.url, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });

  it("no other origin may read, by default", async () => {
    const answer = await gateway.post({ query: "{ hello }" }, { origin: "https://other.example" });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    const asked = await preflight(gateway, "https://other.example");
    expect([asked.statusCode, asked.headers["x-request-id"]]).toEqual([403, expect.any(String)]);
    expect(await asked.body.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
  });
  it("listed origins may, and caches are told that it depends", async () => {
    await using open = await openTestGateway({ cors: { origins: ["https://dashboard.example"] } });
    const answer = await open.post({ query: "{ hello }" }, { origin: "https://dashboard.example" });
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://dashboard.example");
    expect(answer.headers.get("vary")).toBe("Origin, Accept-Encoding");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    const asked = await preflight(open, "https://dashboard.example");
    expect(asked.statusCode).toBe(204);
    expect(asked.headers["access-control-allow-methods"]).toContain("POST");
    expect(asked.headers["access-control-allow-headers"]).toContain("content-type");
    const other = await open.post({ query: "{ hello }" }, { origin: "https://other.example" });
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
    expect((await preflight(open, "https://dashboard.example.evil.example")).statusCode).toBe(403);
  });
  it.each([
    ["credentials for everybody", { origins: "*" as const, credentials: true }, /credentials/],
    ["an origin with a path", { origins: ["https://a.example/x"] }, /not an origin/],
    ["a host without a scheme", { origins: ["a.example"] }, /not an origin/],
  ])("rules that make no sense stop the start: %s", async (_, cors, message) =>
    expect(openTestGateway({ cors })).rejects.toThrow(message),
  );
});

describe("limits", () => {
  it("a body larger than allowed is refused, announced or not", async () => {
    const body = JSON.stringify({ query: "{ hello }", variables: { x: "x".repeat(6_000) } });
    expect(await errorOf(await gateway.post(body))).toEqual([413, "BAD_REQUEST"]);
    const streamed = await fetch(gateway.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new Blob([body]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(await errorOf(streamed)).toEqual([413, "BAD_REQUEST"]);
  });
  it("a body that comes too slowly is refused", async () => {
    await using slow = await openTestGateway({ limits: { bodyTimeoutMs: 50 } });
    const never = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('{"query":')) });
    const answer = await fetch(slow.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: never,
      duplex: "half",
    } as RequestInit);
    expect(await errorOf(answer)).toEqual([408, "BAD_REQUEST"]);
  });
  it("a document of too many tokens is refused", async () =>
    expect(await errorOf(await gateway.post({ query: `{ ${"hello ".repeat(300)} }` }))).toEqual([
      400,
      "OPERATION_TOO_COMPLEX",
    ]));
  it("a document that nests too deep is refused, also by GET", async () => {
    const query = `${"{self".repeat(21)}${"}".repeat(21)}`;
    expect(await errorOf(await gateway.post({ query }))).toEqual([400, "OPERATION_TOO_COMPLEX"]);
    const path = `/graphql?query=${encodeURIComponent(query)}`;
    expect(await errorOf(await gateway.get(path, { "apollo-require-preflight": "1" }))).toEqual([
      400,
      "OPERATION_TOO_COMPLEX",
    ]);
  });
});

describe("automatic persisted queries", () => {
  const query = '{ hello(name: "apq") }';
  const extensions = {
    persistedQuery: { version: 1, sha256Hash: createHash("sha256").update(query).digest("hex") },
  };
  it("an operation is known by its hash once it was sent", async () => {
    expect(await errorOf(await gateway.post({ extensions }))).toEqual([200, "PERSISTED_QUERY_NOT_FOUND"]);
    const answer = { data: { hello: "hello apq" } };
    expect(await (await gateway.post({ query, extensions })).json()).toEqual(answer);
    expect(await (await gateway.post({ extensions })).json()).toEqual(answer);
  });
  it("a hash of something else, or of another version, is refused", async () => {
    const wrong = { persistedQuery: { version: 2, sha256Hash: "0" } };
    expect(await errorOf(await gateway.post({ query: "{ hello }", extensions }))).toEqual([
      400,
      "BAD_REQUEST",
    ]);
    expect(await errorOf(await gateway.post({ extensions: wrong }))).toEqual([400, "BAD_REQUEST"]);
  });
  it("can be turned off", async () => {
    await using off = await openTestGateway({ persistedQueries: false });
    expect(await errorOf(await off.post({ query, extensions }))).toEqual([
      200,
      "PERSISTED_QUERY_NOT_SUPPORTED",
    ]);
  });
});

describe("batches", () => {
  const batch = [{ query: "{ hello }" }, { query: '{ hello(name: "two") }' }];
  it("are refused by default", async () =>
    expect(await errorOf(await gateway.post(batch))).toEqual([400, "BAD_REQUEST"]));
  it("are answered in order where allowed, up to the limit", async () => {
    await using open = await openTestGateway({ limits: { maxBatch: 2 } });
    expect(await (await open.post(batch)).json()).toEqual([
      { data: { hello: "hello world" } },
      { data: { hello: "hello two" } },
    ]);
    expect(await errorOf(await open.post([...batch, ...batch]))).toEqual([400, "BAD_REQUEST"]);
  });
});

describe("request ids", () => {
  const idFor = async (id?: string) =>
    (await gateway.post({ query: "{ hello }" }, id ? { "x-request-id": id } : {})).headers.get(
      "x-request-id",
    );
  it("a well-formed one comes back", async () => expect(await idFor("req-1.a:B_2")).toBe("req-1.a:B_2"));
  it.each([["with spaces"], ["x".repeat(65)], ["<script>"]])("%s is replaced", async (id) =>
    expect(await idFor(id)).toMatch(/^[0-9a-f-]{36}$/),
  );
  it("without one, each request gets its own", async () => expect(await idFor()).not.toBe(await idFor()));
  it.each(["/nowhere", "/health", "/ready", "/metrics", "/"])("the answer of %s carries it", async (path) => {
    const answer = await gateway.get(path, { "x-request-id": "elsewhere-1" });
    expect(answer.headers.get("x-request-id")).toBe("elsewhere-1");
  });
  it("refusals carry it too", async () => {
    const answer = await gateway.post("{", { "x-request-id": "refused-1" });
    expect([answer.status, answer.headers.get("x-request-id")]).toEqual([400, "refused-1"]);
  });
});

describe("errors", () => {
  it("an internal error says nothing of itself", async () => {
    const answer = await gateway.post({ query: "{ broken hello }" });
    const text = await answer.text();
    expect(text).not.toMatch(/hunter2|10\.0|stack/);
    expect(JSON.parse(text)).toMatchObject({
      data: { broken: null, hello: "hello world" },
      errors: [{ path: ["broken"], extensions: { code: "INTERNAL_SERVER_ERROR" } }],
    });
  });
  it.each([
    ["AUDIT_UNAVAILABLE", 503, 503],
    ["INTERNAL_SERVER_ERROR", 500, 500],
    ["FORBIDDEN", 200, 400],
    ["OPERATION_TOO_COMPLEX", 200, 400],
  ])("of a request that was not run, %s has the status of who is to blame", async (code, json, graphql) => {
    const adapt = () => ({ errors: [new GraphQLError("no", { extensions: { code } })] });
    await using gateway = await openTestGateway({ adapt });
    for (const time of ["through Apollo Server", "past it"]) {
      const statusFor = async (accept: string) =>
        (await gateway.post({ query: "{ hello }" }, { accept })).status;
      expect([time, await statusFor("application/json")]).toEqual([time, json]);
      expect([time, await statusFor("application/graphql-response+json")]).toEqual([time, graphql]);
    }
  });

  it("of misspelt names suggest others only where the schema may be known", async () => {
    const messageOf = async (from: TestGateway) =>
      ((await (await from.post({ query: "{ helo }" })).json()) as any).errors[0].message;
    expect(await messageOf(gateway)).toContain('Did you mean "hello"');
    await using discreet = await openTestGateway({ hideSchemaDetails: true });
    expect(await messageOf(discreet)).toBe('Cannot query field "helo" on type "Query".');
  });

  it("an unknown path is a coded 404", async () =>
    expect(await errorOf(await gateway.get("/nowhere"))).toEqual([404, "BAD_REQUEST"]));
});
