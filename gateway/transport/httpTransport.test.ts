// A subgraph may answer anything, or nothing: the transport turns every case into an answer or one coded failure
// that names the service and nothing else.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { httpTransport } from "./httpTransport.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A transport to a server that answers every request this way. */
async function reach(
  listener: RequestListener,
  options: { timeoutMs?: number; maxResponseBytes?: number } = {},
) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const transport = httpTransport({
    name: "clinics",
    url: `http://127.0.0.1:${port}/graphql`,
    timeoutMs: 2_000,
    ...options,
  });
  closers.push(
    () => transport.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { transport, port };
}

const respond =
  (body: string, status = 200): RequestListener =>
  (_, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(body);

const failureOf = async (listener: RequestListener, options = {}) => {
  const { transport, port } = await reach(listener, options);
  const error: any = await transport.execute({ query: "{ a }" }).catch((caught: unknown) => caught);
  expect(error.message).not.toMatch(new RegExp(`${port}|127|hunter2|<html|ECONN`));
  expect(error.serviceName).toBe("clinics");
  return error.code;
};

describe("a GraphQL response passes as it is", () => {
  it.each([
    ["data", '{"data":{"a":1}}', 200],
    ["data and errors", '{"data":{"a":null},"errors":[{"message":"no"}]}', 200],
    ["errors with a bad status", '{"errors":[{"message":"no"}]}', 400],
  ])("%s", async (_, body, status) => {
    const { transport } = await reach(respond(body, status));
    expect(await transport.execute({ query: "{ a }" })).toEqual(JSON.parse(body));
  });

  it("the request is a POST of query and variables", async () => {
    let seen: any;
    const { transport } = await reach(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      seen = { method: request.method, url: request.url, body: JSON.parse(Buffer.concat(chunks).toString()) };
      respond('{"data":{}}')(request, response);
    });
    await transport.execute({
      query: "query Q($a: Int) { a(a: $a) }",
      variables: { a: 1 },
      operationName: "Q",
    });
    expect(seen).toEqual({
      method: "POST",
      url: "/graphql",
      body: { query: "query Q($a: Int) { a(a: $a) }", variables: { a: 1 }, operationName: "Q" },
    });
  });
});

describe("anything else is one coded failure", () => {
  it.each([
    ["a page of HTML", "<html>db password=hunter2</html>", 500],
    ["truncated JSON", '{"data":{"a":', 200],
    ["JSON that is no response", '{"hello":"world"}', 200],
    ["a bare null", "null", 200],
    ["nothing", "", 200],
  ])("%s", async (_, body, status) =>
    expect(await failureOf(respond(body, status))).toBe("SUBGRAPH_BAD_RESPONSE"),
  );

  it("an answer too large to read", async () => {
    const body = JSON.stringify({ data: { a: "x".repeat(5_000) } });
    expect(await failureOf(respond(body), { maxResponseBytes: 1_000 })).toBe("SUBGRAPH_BAD_RESPONSE");
  });
  it("a subgraph that never answers", async () => {
    expect(await failureOf(() => {}, { timeoutMs: 200 })).toBe("SUBGRAPH_TIMEOUT");
  });
  it("a subgraph that stops in the middle", async () => {
    const listener: RequestListener = (_, response) => void response.writeHead(200).write('{"data":');
    expect(await failureOf(listener, { timeoutMs: 200 })).toBe("SUBGRAPH_TIMEOUT");
  });
  it("a connection that is reset", async () => {
    expect(await failureOf((request) => void request.socket.destroy())).toBe("SUBGRAPH_UNREACHABLE");
  });
  it("a port where nobody listens", async () => {
    const transport = httpTransport({ name: "clinics", url: "http://127.0.0.1:9/graphql", timeoutMs: 1_000 });
    closers.push(() => transport.close());
    await expect(transport.execute({ query: "{ a }" })).rejects.toMatchObject({
      code: "SUBGRAPH_UNREACHABLE",
    });
    expect(await transport.isUp()).toBe(false);
  });
});
