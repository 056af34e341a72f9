// Spans of a request, its phases and its calls form one trace with the caller's; nothing of the SDK is loaded when off.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { openTestGateway, transportThat } from "../../http/testing/openTestGateway.ts";
import type { RootFunction } from "../../http/testing/schemaEngine.ts";
import { SubgraphFailure } from "../../transport/SubgraphFailure.ts";
import type { CallContext, SubgraphTransport } from "../../transport/SubgraphTransport.ts";
import { createObservability } from "../createObservability.ts";
import { observeTransport } from "../observeTransport.ts";
import { formatTraceparent, parseTraceparent } from "./traceparent.ts";

const CALLER = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", flags: 1 };

/** A collector that keeps what it is sent (OTLP/HTTP, JSON). */
async function openCollector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString());
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    text: () => bodies.join(),
    spans: (): any[] =>
      bodies.flatMap((body) =>
        JSON.parse(body).resourceSpans.flatMap((one: any) =>
          one.scopeSpans.flatMap((scope: any) => scope.spans),
        ),
      ),
    [Symbol.dispose]: () => server.close(),
  };
}

/** Asks once, `hello` being answered by a subgraph behind `execute`; everything is sent to the collector. */
async function trace(
  execute: SubgraphTransport["execute"],
  { headers = {}, query = "{ hello }" }: { headers?: Record<string, string>; query?: string } = {},
) {
  using collector = await openCollector();
  const observability = await createObservability({
    logger: pino({ level: "silent" }),
    tracing: { endpoint: collector.endpoint },
  });
  const transport = observeTransport("talent", { ...transportThat(async () => true), execute });
  const hello: RootFunction = async ({ name }, { call }) => {
    const { data } = await transport.execute({ query: "{ a }", variables: { name }, kind: "query" }, call);
    return data?.a;
  };
  const gateway = await openTestGateway({ observability, roots: { hello }, identify: () => VISITOR });
  await (await gateway.post({ query, variables: { name: "secret-value" } }, headers)).text();
  await gateway[Symbol.asyncDispose]();
  const spans = collector.spans();
  return { spans, named: (name: string) => spans.find((span) => span.name === name), text: collector.text() };
}

describe("a traced request", () => {
  it("continues the caller's trace, through its phases, into each subgraph", async () => {
    const seen: CallContext[] = [];
    const { spans, named } = await trace(
      async (_, context) => {
        seen.push(context);
        return { data: { a: "x" } };
      },
      { headers: { traceparent: formatTraceparent(CALLER) } },
    );
    const request = named("graphql request");
    expect(request).toMatchObject({ traceId: CALLER.traceId, parentSpanId: CALLER.spanId });
    for (const name of ["graphql.parse", "graphql.validate", "graphql.execute", "subgraph talent"])
      expect(named(name), name).toMatchObject({ traceId: CALLER.traceId, parentSpanId: request.spanId });
    expect(spans).toHaveLength(5);
    expect(seen[0]?.headers?.traceparent).toBe(
      formatTraceparent({ traceId: CALLER.traceId, spanId: named("subgraph talent").spanId, flags: 1 }),
    );
  });

  it("marks a failed call with its code", async () => {
    const { named } = await trace(() => Promise.reject(new SubgraphFailure("talent", "SUBGRAPH_TIMEOUT")));
    expect(named("subgraph talent").status.code).toBe(2);
    expect(named("subgraph talent").attributes).toContainEqual({
      key: "error.type",
      value: { stringValue: "SUBGRAPH_TIMEOUT" },
    });
  });

  it("holds neither text nor variables nor credentials", async () => {
    const { text } = await trace(async () => ({ data: { a: "answer-1" } }), {
      query: 'query Zhang($name: String) { hello(name: $name) b: hello(name: "literal-2") }',
      headers: { authorization: "Bearer token-3" },
    });
    expect(text).toContain("graphql.parse");
    expect(text).not.toMatch(/secret-value|answer-1|literal-2|token-3|Zhang|hello/);
  });

  it("is left out when the caller does not sample", async () => {
    const seen: CallContext[] = [];
    const { spans } = await trace(
      async (_, context) => {
        seen.push(context);
        return { data: { a: "x" } };
      },
      { headers: { traceparent: formatTraceparent({ ...CALLER, flags: 0 }) } },
    );
    expect(spans).toEqual([]);
    expect(seen).toHaveLength(1);
  });
});

describe("traceparent", () => {
  const valid = formatTraceparent(CALLER);
  it("is read and written alike", () => expect(parseTraceparent(valid)).toEqual(CALLER));
  it("of a later version is read as far as known", () =>
    expect(parseTraceparent(`01${valid.slice(2)}-more`)).toEqual(CALLER));
  it.each([
    [undefined],
    [""],
    ["00-abc"],
    [valid.toUpperCase()],
    [`ff${valid.slice(2)}`],
    [`${valid}-more`],
    [formatTraceparent({ ...CALLER, traceId: "0".repeat(32) })],
    [formatTraceparent({ ...CALLER, spanId: "0".repeat(16) })],
  ])("%s is ignored", (header) => expect(parseTraceparent(header)).toBeNull());
});

describe("configuration", () => {
  it.each([
    [{ endpoint: "collector:4318" }, /http/],
    [{ endpoint: "http://collector", sampleRatio: 2 }, /from 0 to 1/],
  ])("%j stops the start", async (tracing, message) =>
    expect(createObservability({ logger: pino({ level: "silent" }), tracing })).rejects.toThrow(message),
  );

  it("without an endpoint nothing of the SDK is loaded", () => {
    const program = `
      import { createRequire } from "node:module";
      import pino from "pino";
      import { createObservability } from "./gateway/observability/createObservability.ts";
      await createObservability({ logger: pino({ level: "silent" }) });
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      console.log(loaded.length > 0, loaded.some((file) => file.includes("@opentelemetry/sdk-trace")));
      process.exit(0);`;
    const cwd = fileURLToPath(new URL("../../../", import.meta.url));
    const args = ["--import", "tsx", "--input-type=module", "--eval", program];
    expect(execFileSync(process.execPath, args, { cwd, encoding: "utf8" })).toBe("true false\n");
  });
});
