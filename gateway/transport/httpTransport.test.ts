// A subgraph reached over HTTP: what is sent, what counts as an answer, who may end a call, and that nothing is left over.

import { getEventListeners } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { decodeCaller } from "../../subgraphs/kit/caller/callerHeader.ts";
import { createVerifier } from "../../subgraphs/kit/signing/createVerifier.ts";
import { SIGNING_HEADERS } from "../../subgraphs/kit/signing/signatureBase.ts";
import { callerWith } from "../../subgraphs/kit/testing/callers.ts";
import { createAuthority } from "../../subgraphs/kit/testing/createAuthority.ts";
import { newSigningKey } from "../../subgraphs/kit/testing/signingKey.ts";
import { httpTransport } from "./httpTransport.ts";
import { fakeClock } from "./testing/fakeClock.ts";
import { CALLER, MUTATION, outcome, QUERY } from "./testing/scriptedTransport.ts";
import { serveHttp } from "./testing/serveFaults.ts";

const respond =
  (body: string, status = 200, type = "application/json"): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { "content-type": type }).end(body);

/** A transport to a server that answers this way; both end with the test. */
async function reach(
  listener: RequestListener,
  options: object = {},
  onBody?: (request: IncomingMessage, body: Buffer) => void,
) {
  const server = await serveHttp(listener, onBody);
  const transport = httpTransport({ name: "clinics", url: server.url, timeoutMs: 2_000, ...options });
  return {
    server,
    transport,
    async [Symbol.asyncDispose]() {
      await transport.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Records what came and answers with nothing in particular. */
function recorder() {
  const seen: { headers: IncomingMessage["headers"]; url?: string; method?: string; body: any }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    seen.push({ headers: request.headers, url: request.url, method: request.method, body });
    response.end('{"data":{"a":1}}');
  });
  return { seen, server };
}

/** What a request looks like at the other end. */
async function sent(request: object, context: object = {}, options: object = {}) {
  const { seen, server } = recorder();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?v=1`;
  const transport = httpTransport({ name: "clinics", url, ...options });
  await transport.execute({ ...QUERY, ...request }, { ...CALLER, ...context });
  await transport.execute({ ...QUERY, ...request }, { ...CALLER, ...context });
  await transport.close();
  server.close();
  expect(seen[1]?.body).toEqual(seen[0]?.body);
  return seen[0];
}

describe("a request", () => {
  it("is a POST of query, variables and name, and of nothing else", async () => {
    const query = 'query Q($a: String) { a(a: $a, b: "\u4e2d\\n") }';
    expect(await sent({ query, variables: { a: "\u738b\u2028" }, operationName: "Q" })).toMatchObject({
      method: "POST",
      url: "/graphql?v=1",
      headers: { "content-type": "application/json", accept: "application/json" },
    });
    expect((await sent({ query, variables: { a: "\u738b\u2028" }, operationName: "Q" }))?.body).toEqual({
      query,
      variables: { a: "\u738b\u2028" },
      operationName: "Q",
    });
  });

  it.each([
    ["without variables", {}],
    ["with empty variables", { variables: {} }],
  ])("%s leaves them out", async (_, request) =>
    expect((await sent(request))?.body).toEqual({ query: "{ a }" }),
  );

  it("takes variables that are JSON already as they are", async () =>
    expect((await sent({ variables: { a: 1 }, variablesText: '{"a":1}' }))?.body).toEqual({
      query: "{ a }",
      variables: { a: 1 },
    }));

  it("keeps two operations of one document apart", async () => {
    const { seen, server } = recorder();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const transport = httpTransport({ name: "clinics", url: `http://127.0.0.1:${port}/` });
    for (const operationName of ["A", "B", "A"])
      await transport.execute({ query: "query A { a } query B { b }", kind: "query", operationName }, CALLER);
    await transport.close();
    server.close();
    expect(seen.map(({ body }) => body.operationName)).toEqual(["A", "B", "A"]);
  });

  it("forwards the caller's headers", async () =>
    expect(
      (await sent({}, { headers: { "x-request-id": "r1", traceparent: "00-1" } }))?.headers,
    ).toMatchObject({
      "x-request-id": "r1",
      traceparent: "00-1",
    }));

  it("forwards no header that is the connection's, our own, or not legal", async () => {
    const headers = {
      Host: "evil",
      "Content-Length": "3",
      "transfer-encoding": "chunked",
      "content-type": "text/plain",
      connection: "close",
      "x-split": "a\r\nx-evil: 1",
      "x bad": "1",
      "x-chinese": "\u738b",
      "x-good": "1",
    };
    const seen = (await sent({}, { headers }))?.headers;
    expect(seen).toMatchObject({
      "content-type": "application/json",
      connection: "keep-alive",
      "x-good": "1",
    });
    expect(seen?.host).toMatch(/^127/);
    for (const name of ["x-evil", "x-split", "x bad", "x-chinese", "transfer-encoding"])
      expect(seen).not.toHaveProperty(name);
  });
});

describe("signed requests", () => {
  const headersOf = (seen: Awaited<ReturnType<typeof sent>>) => seen?.headers as Record<string, string>;
  const signingKey = newSigningKey("k1");
  const nurse = callerWith([], { principal: "user:nurse" });

  it("say who asks only where there is a key to sign with", async () => {
    for (const name of SIGNING_HEADERS)
      expect(headersOf(await sent({}, { caller: nurse }))).not.toHaveProperty(name);
    const headers = headersOf(await sent({}, { caller: nurse }, { signingKey }));
    expect(decodeCaller(headers["x-liandong-caller"])).toEqual(nurse);
    expect(headers["signature-input"]).toMatch(/^gateway=\(.*keyid="k1"/);
    expect(decodeCaller(headersOf(await sent({}, {}, { signingKey }))["x-liandong-caller"])).toEqual(VISITOR);
  });

  it("are what the subgraph's end accepts, every attempt anew: queries, mutations and probes", async () => {
    const verify = createVerifier({ keys: [signingKey] });
    const principals: string[] = [];
    await using reached = await reach(
      (request, response) => void response.end(JSON.stringify({ data: { a: request.url } })),
      { signingKey },
      (request, body) => principals.push(verify(request)(body).principal),
    );
    await reached.transport.execute(QUERY, { ...CALLER, caller: nurse });
    await reached.transport.execute(QUERY, { ...CALLER, caller: nurse });
    await reached.transport.execute(MUTATION, { ...CALLER, caller: nurse });
    expect(await reached.transport.isUp()).toBe(true);
    expect(principals).toEqual(["user:nurse", "user:nurse", "user:nurse", "visitor"]);
  });

  it("cannot be mixed with headers from elsewhere", async () => {
    const headers = Object.fromEntries(SIGNING_HEADERS.map((name) => [name.toUpperCase(), "forged"]));
    for (const options of [{}, { signingKey }])
      expect(JSON.stringify(headersOf(await sent({}, { headers }, options)))).not.toContain("forged");
  });

  it("that are refused are a failure of ours, for the log alone, not an error of the client's", async () => {
    const body =
      '{"errors":[{"message":"the request is not signed","extensions":{"code":"UNAUTHENTICATED"}}]}';
    await using reached = await reach(respond(body, 401));
    const failure: any = await reached.transport.execute(QUERY, CALLER).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SUBGRAPH_BAD_RESPONSE", status: 401 });
    expect(failure.message).not.toMatch(/sign/);
    expect(String(failure.cause)).toMatch(/401: the request is not signed/);
    expect(await reached.transport.isUp()).toBe(false);
  });
});

describe("an answer", () => {
  it.each([
    ["data", '{"data":{"a":1}}', 200],
    ["data and errors", '{"data":{"a":null},"errors":[{"message":"no","path":["a",0]}]}', 200],
    ["errors with a bad status", '{"errors":[{"message":"no"}]}', 400],
    ["errors with a server's failure", '{"data":null,"errors":[{"message":"no"}]}', 500],
    ["extensions", '{"data":{},"extensions":{"a":1}}', 200],
  ])("of %s passes as it is", async (_, body, status) => {
    await using reached = await reach(respond(body, status));
    expect(await reached.transport.execute(QUERY, CALLER)).toEqual(JSON.parse(body));
  });

  it.each([
    ["another content type", respond('{"data":{"a":1}}', 200, "text/html; charset=latin1")],
    ["a byte order mark", respond('\ufeff{"data":{"a":1}}')],
    [
      "an interim response before it",
      ((_, response) => {
        response.writeProcessing();
        response.end('{"data":{"a":1}}');
      }) as RequestListener,
    ],
  ])("counts with %s", async (_, listener) => {
    await using reached = await reach(listener);
    expect(await reached.transport.execute(QUERY, CALLER)).toEqual({ data: { a: 1 } });
  });

  it("is put together from its pieces, even where they part a character", async () => {
    const text = JSON.stringify({ data: { a: "\u533b\u9662".repeat(1_000) } });
    await using reached = await reach(async (_, response) => {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += 1_001) {
        response.write(bytes.subarray(at, at + 1_001));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    expect(await reached.transport.execute(QUERY, CALLER)).toEqual(JSON.parse(text));
  });

  it("is the caller's own: two calls never get the same object", async () => {
    await using reached = await reach(respond('{"data":{"a":{"b":1}}}'));
    const first: any = await reached.transport.execute(QUERY, CALLER);
    first.data.a.b = 2;
    expect(await reached.transport.execute(QUERY, CALLER)).toEqual({ data: { a: { b: 1 } } });
  });
});

describe("connections", () => {
  it("are kept and used again", async () => {
    await using reached = await reach(respond('{"data":{"a":1}}'));
    for (let call = 0; call < 20; call++) await reached.transport.execute(QUERY, CALLER);
    // Two, because undici lets a connection rest for one turn of the event loop.
    expect(reached.server.opened).toBeLessThanOrEqual(2);
  });

  it("are never more than allowed; further calls wait for one", async () => {
    await using reached = await reach(respond('{"data":{"a":1}}'), { connections: 3 });
    await Promise.all(Array.from({ length: 50 }, () => reached.transport.execute(QUERY, CALLER)));
    expect(reached.server.opened).toBe(3);
  });

  it("may be closed by the subgraph after each answer", async () => {
    await using reached = await reach((_, response) =>
      response.writeHead(200, { connection: "close" }).end('{"data":{"a":1}}'),
    );
    for (let call = 0; call < 10; call++)
      expect(await outcome(reached.transport.execute(QUERY, CALLER))).toEqual({ a: 1 });
  });

  it("are closed with the transport", async () => {
    await using reached = await reach(() => {});
    const call = outcome(reached.transport.execute(QUERY, CALLER));
    await expect.poll(() => reached.server.open).toBe(1);
    await reached.transport.close();
    expect(await call).toBe("SUBGRAPH_UNREACHABLE");
    await expect.poll(() => reached.server.open).toBe(0);
    expect(await outcome(reached.transport.execute(QUERY, CALLER))).toBe("SUBGRAPH_UNREACHABLE");
  });
});

describe("a call ends", () => {
  it("when its client goes away, and takes the exchange along", async () => {
    let asked = 0;
    let dropped = 0;
    await using reached = await reach((_, response) => {
      asked++;
      response.on("close", () => dropped++);
    });
    const controller = new AbortController();
    const call = outcome(reached.transport.execute(QUERY, { ...CALLER, signal: controller.signal }));
    await expect.poll(() => asked).toBe(1);
    controller.abort();
    expect(await call).toBe("SUBGRAPH_CANCELLED");
    await expect.poll(() => dropped).toBe(1);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("before it began, when its client has gone or its deadline has passed", async () => {
    await using reached = await reach(respond('{"data":{"a":1}}'));
    const { transport } = reached;
    expect(await outcome(transport.execute(QUERY, { ...CALLER, signal: AbortSignal.abort() }))).toBe(
      "SUBGRAPH_CANCELLED",
    );
    expect(await outcome(transport.execute(QUERY, { ...CALLER, deadline: Date.now() - 1 }))).toBe(
      "SUBGRAPH_TIMEOUT",
    );
    expect(reached.server.opened).toBe(0);
  });

  it("while it waits for a connection, which stays open for the next", async () => {
    const held: (() => void)[] = [];
    await using reached = await reach(
      (_, response) => void held.push(() => response.end('{"data":{"a":1}}')),
      {
        connections: 1,
      },
    );
    const controller = new AbortController();
    const first = outcome(reached.transport.execute(QUERY, CALLER));
    const second = outcome(reached.transport.execute(QUERY, { ...CALLER, signal: controller.signal }));
    const third = outcome(reached.transport.execute(QUERY, CALLER));
    await expect.poll(() => held.length).toBe(1);
    controller.abort();
    expect(await second).toBe("SUBGRAPH_CANCELLED");
    held[0]?.();
    expect(await first).toEqual({ a: 1 });
    await expect.poll(() => held.length).toBe(2);
    held[1]?.();
    expect(await third).toEqual({ a: 1 });
    expect(reached.server.opened).toBe(1);
  });

  it.each([
    ["the attempt's time-out", { timeoutMs: 300 }, undefined, 300],
    ["the deadline, if that is sooner", { timeoutMs: 300 }, 120, 120],
  ])("at %s", async (_, options, deadline, ends) => {
    const clock = fakeClock();
    await using reached = await reach(() => {}, { ...options, clock });
    let ended: unknown;
    const context = deadline === undefined ? CALLER : { ...CALLER, deadline: clock.now() + deadline };
    const call = outcome(reached.transport.execute(QUERY, context)).then((code) => {
      ended = code;
    });
    await clock.advance(ends - 1);
    expect(ended).toBeUndefined();
    await clock.advance(1);
    await call;
    expect(ended).toBe("SUBGRAPH_TIMEOUT");
  });

  it("leaving no listener behind, however many calls one client makes at once", async () => {
    const warnings: string[] = [];
    const warn = (warning: Error) => void warnings.push(warning.name);
    process.on("warning", warn);
    await using reached = await reach(respond('{"data":{"a":1}}'));
    const { signal } = new AbortController();
    await Promise.all(
      Array.from({ length: 60 }, () => reached.transport.execute(QUERY, { ...CALLER, signal })),
    );
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", warn);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(warnings).toEqual([]);
  });
});

describe("an address", () => {
  it("may be https, with an authority of one's own", async () => {
    const authority = createAuthority();
    const server = createHttpsServer(authority.issue(), respond('{"data":{"a":1}}'));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const trusting = httpTransport({ name: "clinics", url, tls: { ca: authority.cert } });
    const strict = httpTransport({ name: "clinics", url });
    expect(await outcome(trusting.execute(QUERY, CALLER))).toEqual({ a: 1 });
    expect(await outcome(strict.execute(QUERY, CALLER))).toBe("SUBGRAPH_UNREACHABLE");
    await trusting.close();
    await strict.close();
    server.closeAllConnections();
    server.close();
  });

  it("may be a Unix domain socket", async () => {
    const directory = mkdtempSync(join(tmpdir(), "liandong-"));
    const socketPath = join(directory, "s");
    const options = { name: "clinics", url: "http://clinics/graphql", socketPath };
    const server = createServer(respond('{"data":{"a":1}}'));
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
    const transport = httpTransport(options);
    expect(await outcome(transport.execute(QUERY, CALLER))).toEqual({ a: 1 });
    await transport.close();
    await new Promise((resolve) => server.close(resolve));
    const orphan = httpTransport(options);
    const failure: any = await orphan.execute(QUERY, CALLER).catch((error: unknown) => error);
    expect(failure.code).toBe("SUBGRAPH_UNREACHABLE");
    expect(failure.message).not.toContain(directory);
    await orphan.close();
    rmSync(directory, { recursive: true });
  });

  it.each(["", "clinics:4001", "ftp://clinics/graphql", "http://user:hunter2@clinics/graphql"])(
    "%s is refused at once, without repeating it",
    (url) => {
      const open = () => httpTransport({ name: "clinics", url });
      expect(open).toThrow(TypeError);
      expect(open).toThrow(/clinics/);
      expect(open).not.toThrow(/hunter2/);
    },
  );
});

describe("whether the subgraph is up", () => {
  it("is asked with the smallest query", async () => {
    await using up = await reach(respond('{"data":{"__typename":"Query"}}'));
    expect(await up.transport.isUp()).toBe(true);
  });
  it.each([
    ["answers with errors only", respond('{"errors":[{"message":"no"}]}')],
    ["answers anything else", respond("<html>", 503)],
    ["hangs", (() => {}) as RequestListener],
  ])("no, when it %s", async (_, listener) => {
    await using down = await reach(listener, { probeTimeoutMs: 100 });
    expect(await down.transport.isUp()).toBe(false);
  });
});

it("a mutation goes out once", async () => {
  let count = 0;
  await using reached = await reach((_, response) => {
    count++;
    response.socket?.destroy();
  });
  expect(await outcome(reached.transport.execute(MUTATION, CALLER))).toBe("SUBGRAPH_UNREACHABLE");
  expect(count).toBe(1);
});
