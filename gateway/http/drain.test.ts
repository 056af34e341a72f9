// The gateway begins and ends without dropping anybody: not ready while starting, answers what is in flight at the end.
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { Agent, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { serveGateway } from "./serveGateway.ts";
import { openTestGateway, transportThat } from "./testing/openTestGateway.ts";
import type { RootFunction } from "./testing/schemaEngine.ts";
import { schemaEngine } from "./testing/schemaEngine.ts";

const agents: Agent[] = [];
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.destroy();
});

/** A field that answers when told to. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<string>((resolve) => {
    open = () => resolve("done");
  });
  let onAsked: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  const field: RootFunction = () => {
    onAsked();
    return opened;
  };
  return { field, asked, open };
}

describe("the end", () => {
  it("answers what is in flight, says so to balancers, refuses what comes later", async () => {
    const { field, asked, open } = gate();
    const gateway = await openTestGateway({ roots: { hello: field }, drain: { delayMs: 100 } });
    const agent = new Agent({ connections: 1, pipelining: 1 });
    agents.push(agent);
    const inFlight = gateway.post({ query: "{ hello }" });
    await asked;
    const closed = gateway.listening.close();
    const ready = await request(`http://127.0.0.1:${gateway.port}/ready`, { dispatcher: agent });
    expect([ready.statusCode, ((await ready.body.json()) as any).status]).toEqual([503, "draining"]);
    expect((await gateway.get("/health")).status).toBe(200);
    await sleep(150);
    await expect(gateway.get("/health")).rejects.toThrow();
    open();
    const answer = await inFlight;
    expect(answer.headers.get("connection")).toBe("close");
    expect(await answer.json()).toEqual({ data: { hello: "done" } });
    await closed;
  });

  it("does not wait for ever for one that never ends", async () => {
    const { field, asked } = gate();
    const gateway = await openTestGateway({ roots: { hello: field }, drain: { timeoutMs: 50 } });
    const inFlight = gateway.post({ query: "{ hello }" }).catch((error: Error) => error);
    await asked;
    await gateway.listening.close();
    expect(await inFlight).toBeInstanceOf(Error);
  });

  it("does not wait for connections nobody uses", async () => {
    const gateway = await openTestGateway();
    const unused = connect(gateway.port, "127.0.0.1").on("error", () => {});
    await once(unused, "connect");
    await gateway.post({ query: "{ hello }" });
    await gateway.listening.close();
  });

  it("closes the transports", async () => {
    let isClosed = false;
    const transport = {
      ...transportThat(async () => true),
      close: async () => {
        isClosed = true;
      },
    };
    const gateway = await openTestGateway({ transports: new Map([["a", transport]]) });
    await gateway.listening.close();
    expect(isClosed).toBe(true);
  });
});

describe("the start", () => {
  it("is not ready before the engine is", async () => {
    let load: () => void = () => {};
    const engine: any = schemaEngine("type Query { hello: String }", { hello: "hi" });
    const slow = {
      ...engine,
      load: async () => {
        await new Promise<void>((resolve) => {
          load = resolve;
        });
        return engine.load();
      },
    };
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const started = serveGateway({
      engine: slow,
      transports: new Map([["a", transportThat(async () => true)]]),
      port,
      host: "127.0.0.1",
      logger: pino({ level: "silent" }),
      console: false,
    });
    const statusOf = async (path: string) => {
      const { statusCode, body } = await request(`http://127.0.0.1:${port}${path}`);
      await body.dump();
      return statusCode;
    };
    await expect.poll(() => statusOf("/health").catch(() => 0)).toBe(503);
    expect(await statusOf("/ready")).toBe(503);
    expect(await statusOf("/graphql")).toBe(503);
    load();
    const { close } = await started;
    expect(await statusOf("/health")).toBe(200);
    expect(await statusOf("/ready")).toBe(200);
    await close();
  });

  it("an engine that cannot start frees the port again", async () => {
    const broken: any = {
      onSchemaLoadOrUpdate: () => () => {},
      load: () => Promise.reject(new Error("no such supergraph")),
      stop: async () => {},
    };
    await expect(openTestGateway({ engine: broken })).rejects.toThrow("no such supergraph");
  });
});

describe("readiness", () => {
  const readiness = async (states: Record<string, () => Promise<boolean>>) => {
    const transports = new Map(Object.entries(states).map(([name, isUp]) => [name, transportThat(isUp)]));
    await using gateway = await openTestGateway({ transports });
    const answer = await gateway.get("/ready");
    return [answer.status, await answer.json()];
  };
  it("names the subgraphs and their states", async () =>
    expect(await readiness({ a: async () => true, b: async () => false })).toEqual([
      200,
      { status: "ready", subgraphs: { a: "up", b: "down" } },
    ]));
  it("is not given while no subgraph answers", async () =>
    expect(await readiness({ a: async () => false })).toEqual([
      503,
      { status: "no subgraph answers", subgraphs: { a: "down" } },
    ]));
  it("asks the subgraphs once for many probes at a time", async () => {
    let probes = 0;
    const isUp = async () => {
      probes++;
      return true;
    };
    await using gateway = await openTestGateway({ transports: new Map([["a", transportThat(isUp)]]) });
    await Promise.all(Array.from({ length: 20 }, () => gateway.get("/ready")));
    expect(probes).toBeLessThan(5);
  });
});
