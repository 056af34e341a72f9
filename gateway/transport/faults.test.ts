// A subgraph may answer anything, or nothing. Every fault is one coded failure that names the service and nothing else;
// the transport goes on working, keeps nothing of it, and the process hears no unhandled rejection.
import { getEventListeners } from "node:events";
import type { RequestListener } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTransport } from "./createTransport.ts";
import { httpTransport } from "./httpTransport.ts";
import type { SubgraphFailure } from "./SubgraphFailure.ts";
import { CALLER, outcome, QUERY } from "./testing/scriptedTransport.ts";
import { type FaultyServer, serveBytes, serveHttp } from "./testing/serveFaults.ts";

const rejections: unknown[] = [];
const note = (reason: unknown) => void rejections.push(reason);
beforeAll(() => void process.on("unhandledRejection", note));
afterAll(() => {
  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});

const SECRET = "hunter2 at 10.0.0.7";
const page = `<html>${SECRET}</html>`;
const says =
  (body: string, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);
const http = (listener: RequestListener) => () => serveHttp(listener);
const bytes = (text: string, thenClose: boolean) => () =>
  serveBytes((socket) => (thenClose ? socket.end(text) : socket.write(text)));
const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/** Sends as long as the other side listens. */
const floods: RequestListener = (_, response) => {
  const chunk = " ".repeat(65_536);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
};

type Fault = [fault: string, serve: () => Promise<FaultyServer>, code: string];
const FAULTS: Fault[] = [
  ["hangs without an answer", http(() => {}), "SUBGRAPH_TIMEOUT"],
  [
    "hangs after half an answer",
    bytes(`${head}content-length: 99\r\n\r\n{"data":`, false),
    "SUBGRAPH_TIMEOUT",
  ],
  ["hangs in its headers", bytes(head, false), "SUBGRAPH_TIMEOUT"],
  ["closes without an answer", http((request) => void request.socket.destroy()), "SUBGRAPH_UNREACHABLE"],
  ["resets the connection", http((request) => void request.socket.resetAndDestroy()), "SUBGRAPH_UNREACHABLE"],
  [
    "closes after half an answer",
    bytes(`${head}content-length: 99\r\n\r\n{"data":`, true),
    "SUBGRAPH_BAD_RESPONSE",
  ],
  [
    "closes in mid-chunk",
    bytes(`${head}transfer-encoding: chunked\r\n\r\n20\r\n{"data":`, true),
    "SUBGRAPH_BAD_RESPONSE",
  ],
  ["closes in its headers", bytes(head, true), "SUBGRAPH_UNREACHABLE"],
  ["speaks no HTTP", bytes(`220 ${SECRET} ESMTP\r\n`, true), "SUBGRAPH_BAD_RESPONSE"],
  ["has endless headers", bytes(`${head}x: ${"x".repeat(100_000)}`, false), "SUBGRAPH_BAD_RESPONSE"],
  [
    "answers 500 with a page",
    http(says(page, 500, { "content-type": "text/html" })),
    "SUBGRAPH_BAD_RESPONSE",
  ],
  ["answers 502 with a page", http(says(page, 502)), "SUBGRAPH_BAD_RESPONSE"],
  ["answers 503 with nothing", http(says("", 503)), "SUBGRAPH_BAD_RESPONSE"],
  ["answers 200 with a page", http(says(page)), "SUBGRAPH_BAD_RESPONSE"],
  ["answers 204", http(says("", 204)), "SUBGRAPH_BAD_RESPONSE"],
  ["redirects", http(says("", 307, { location: "http://10.0.0.7/" })), "SUBGRAPH_BAD_RESPONSE"],
  ["answers nothing", http(says("")), "SUBGRAPH_BAD_RESPONSE"],
  ["answers truncated JSON", http(says('{"data":{"a":')), "SUBGRAPH_BAD_RESPONSE"],
  [
    "answers compressed, unasked",
    http(
      (_, response) => void response.end(Buffer.from("H4sIAAAAAAAAA6tWSkksSVSyqgYAh2XJmgsAAAA=", "base64")),
    ),
    "SUBGRAPH_BAD_RESPONSE",
  ],
  [
    "answers more than allowed",
    http(says(JSON.stringify({ data: { a: "x".repeat(200_000) } }))),
    "SUBGRAPH_BAD_RESPONSE",
  ],
  ["never stops answering", http(floods), "SUBGRAPH_BAD_RESPONSE"],
  ...[
    "null",
    "1",
    '"data"',
    "[]",
    '[{"data":{}}]',
    "{}",
    '{"hello":"world"}',
    '{"data":1}',
    '{"data":[]}',
    '{"errors":[]}',
    '{"errors":{"message":"no"}}',
    '{"errors":[null]}',
    '{"errors":["no"]}',
    '{"errors":[{"code":1}]}',
    '{"data":{},"errors":[{"message":"no","path":"a"}]}',
    '{"data":{},"errors":[{"message":"no","path":[{}]}]}',
    '{"data":{},"errors":[{"message":"no","extensions":[]}]}',
  ].map((body): Fault => [`answers ${body}`, http(says(body)), "SUBGRAPH_BAD_RESPONSE"]),
];

/** Knobs small enough for a test, large enough for a busy machine. */
const LIMITS = { timeoutMs: 250, maxResponseBytes: 100_000 };

describe("a subgraph that", () => {
  it.each(FAULTS)("%s", async (_, serve, code) => {
    await using server = await serve();
    const transport = httpTransport({ name: "clinics", url: server.url, ...LIMITS });
    const controller = new AbortController();
    const failure: SubgraphFailure = await transport
      .execute(QUERY, { ...CALLER, signal: controller.signal })
      .then(
        () => expect.fail("it was taken for an answer"),
        (error) => error,
      );
    expect(failure).toMatchObject({ code, serviceName: "clinics", name: "SubgraphFailure" });
    expect(failure.message).not.toMatch(new RegExp(`${server.port}|127|hunter2|<html|ECONN|10\\.0`));
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    await transport.close();
    await expect.poll(() => server.open).toBe(0);
  });

  it("is not there", async () => {
    const server = await serveHttp(() => {});
    await server[Symbol.asyncDispose]();
    const transport = httpTransport({ name: "clinics", url: server.url, ...LIMITS });
    expect(await outcome(transport.execute(QUERY, CALLER))).toBe("SUBGRAPH_UNREACHABLE");
    await transport.close();
  });

  it("has a name that no one knows", async () => {
    const transport = httpTransport({
      name: "clinics",
      url: "http://clinics.invalid/graphql",
      timeoutMs: 5_000,
    });
    expect(await outcome(transport.execute(QUERY, CALLER))).toBe("SUBGRAPH_UNREACHABLE");
    await transport.close();
  });
});

it("after every fault the next call is answered", async () => {
  let listener: RequestListener = says('{"data":{"a":1}}');
  await using server = await serveHttp((request, response) => listener(request, response));
  const transport = httpTransport({ name: "clinics", url: server.url, ...LIMITS, connections: 2 });
  const faults: RequestListener[] = [
    () => {},
    (request) => void request.socket.destroy(),
    says(page, 500),
    floods,
    (_, response) => void response.writeHead(200).write('{"data":'),
  ];
  for (const fault of faults) {
    listener = fault;
    const failed = await Promise.all([1, 2, 3].map(() => outcome(transport.execute(QUERY, CALLER))));
    expect(failed.every((code) => typeof code === "string")).toBe(true);
    listener = says('{"data":{"a":1}}');
    expect(await outcome(transport.execute(QUERY, CALLER))).toEqual({ a: 1 });
  }
  await transport.close();
});

it("a subgraph that comes back is found again", async () => {
  const first = await serveHttp(says('{"data":{"a":1}}'));
  const transport = httpTransport({ name: "clinics", url: first.url, ...LIMITS });
  expect(await outcome(transport.execute(QUERY, CALLER))).toEqual({ a: 1 });
  await first[Symbol.asyncDispose]();
  expect(await outcome(transport.execute(QUERY, CALLER))).toBe("SUBGRAPH_UNREACHABLE");
  const { createServer } = await import("node:http");
  const second = createServer(says('{"data":{"a":2}}'));
  await new Promise<void>((resolve) => second.listen(first.port, "127.0.0.1", resolve));
  expect(await outcome(transport.execute(QUERY, CALLER))).toEqual({ a: 2 });
  await transport.close();
  second.closeAllConnections();
  second.close();
});

it("thousands of failing calls leave nothing behind", async () => {
  const faults: RequestListener[] = [
    (request) => void request.socket.destroy(),
    says(page, 500),
    says('{"data":{"a":'),
    (_, response) => void response.writeHead(200, { "content-length": 99 }).write('{"data":'),
    says(JSON.stringify({ data: { a: "x".repeat(200_000) } })),
  ];
  let asked = 0;
  await using server = await serveHttp((request, response) =>
    faults[asked++ % faults.length]?.(request, response),
  );
  const transport = createTransport({
    name: "clinics",
    url: server.url,
    ...LIMITS,
    timeoutMs: 100,
    retryBaseDelayMs: 1,
    breaker: false,
  });
  const controller = new AbortController();
  const codes = new Set<unknown>();
  const round = async (calls: number) => {
    for (let call = 0; call < calls; call += 100) {
      const context = { ...CALLER, signal: controller.signal, headers: { "x-request-id": `${call}` } };
      const batch = Array.from({ length: 100 }, (_, id) =>
        outcome(transport.execute({ ...QUERY, variables: { id } }, context)),
      );
      for (const code of await Promise.all(batch)) codes.add(code);
    }
  };
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  await round(500);
  const before = heap();
  await round(2_000);
  expect(heap() - before).toBeLessThan(8_000_000);
  expect([...codes].sort()).toEqual(["SUBGRAPH_BAD_RESPONSE", "SUBGRAPH_TIMEOUT", "SUBGRAPH_UNREACHABLE"]);
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  expect(transport.state()).toMatchObject({ inFlight: 0, queued: 0 });
  await transport.close();
  await expect.poll(() => server.open).toBe(0);
});
