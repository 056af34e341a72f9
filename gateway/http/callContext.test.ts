// What the engine learns of a request: on whose behalf, until when, which headers go on; and when to stop.
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { createIdentity } from "../policy/identity/createIdentity.ts";
import { Person } from "../policy/identity/Person.ts";
import type { CallContext } from "../transport/SubgraphTransport.ts";
import { openTestGateway } from "./testing/openTestGateway.ts";
import type { RootFunction } from "./testing/schemaEngine.ts";

/** A gateway whose `context` field keeps the call contexts it was asked with. */
async function openSpy(options: Parameters<typeof openTestGateway>[0] = {}) {
  const calls: CallContext[] = [];
  const context: RootFunction = (_, { call }) => {
    calls.push(call);
    return null;
  };
  const gateway = await openTestGateway({ ...options, roots: { context, ...options.roots } });
  return {
    calls,
    async callFor(headers: Record<string, string> = {}): Promise<CallContext> {
      await gateway.post({ query: "{ context }" }, headers);
      return calls.at(-1) as CallContext;
    },
    gateway,
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
}

describe("sharing", () => {
  const people: Record<string, Person> = {
    one: new Person({ principal: "user:1", scopes: ["audit:read"] }),
    "one-again": new Person({ principal: "user:1", scopes: ["audit:read"] }),
    "one-more": new Person({ principal: "user:1", scopes: ["audit:read", "schema:read"] }),
    two: new Person({ principal: "user:2", scopes: ["audit:read"] }),
  };
  const identify = createIdentity({ token: (text) => people[text] as Person });

  it("requests share a key only where who asks, what they hold and what for are the same", async () => {
    await using spy = await openSpy({ identify });
    const key = async (headers: Record<string, string>) => (await spy.callFor(headers)).securityKey;
    const anybody = await key({});
    expect(await key({ "x-request-id": "a", cookie: "session=secret" })).toBe(anybody);
    const keys = [
      anybody,
      await key({ authorization: "Bearer one" }),
      await key({ authorization: "Bearer one-more" }),
      await key({ authorization: "Bearer two" }),
      await key({ authorization: "Bearer one", "x-purpose": "research" }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(await key({ authorization: "Bearer one-again" })).toBe(keys[1]);
  });

  it("the engine learns who asks", async () => {
    await using spy = await openSpy({ identify });
    expect((await spy.callFor()).caller).toBe(VISITOR);
    const headers = { authorization: "Bearer one", "x-purpose": "supervision" };
    const { caller } = await spy.callFor(headers);
    expect(caller).toMatchObject({ principal: "user:1", scopes: ["audit:read"], purpose: "supervision" });
    expect((await spy.callFor(headers)).caller).toBe(caller);
  });
});

describe("headers passed on to subgraphs", () => {
  it("are none by default, one and the same object for all", async () => {
    await using spy = await openSpy();
    const first = await spy.callFor({ cookie: "a=b", "accept-language": "zh" });
    expect(first.headers).toEqual({});
    expect((await spy.callFor()).headers).toBe(first.headers);
  });
  it("are those of the list, the request id generated where none came", async () => {
    await using spy = await openSpy({ forwardHeaders: ["Accept-Language", "x-request-id"] });
    const headers = { cookie: "a=b", "accept-language": "zh", "x-request-id": "one" };
    expect((await spy.callFor(headers)).headers).toEqual({ "accept-language": "zh", "x-request-id": "one" });
    expect((await spy.callFor()).headers?.["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });
  it.each([
    ["Host", /"host" belongs to the client's connection/],
    ["content-length", /connection or message/],
    ["not a header", /"not a header" is not the name/],
    ["Authorization", /"authorization" holds the client's credentials/],
    ["cookie", /credentials/],
    ["X-API-Key", /credentials/],
    ["x-break-glass", /credentials/],
    ["X-Liandong-Caller", /"x-liandong-caller" is set by the gateway alone/],
    ["x-liandong-anything", /gateway alone/],
    ["signature", /gateway alone/],
    ["Signature-Input", /gateway alone/],
    ["content-digest", /gateway alone/],
  ])("cannot be %s", async (name, why) => expect(openSpy({ forwardHeaders: [name] })).rejects.toThrow(why));
  it("never hold what a client pretends to be", async () => {
    await using spy = await openSpy({ forwardHeaders: ["accept-language"] });
    const forged = { "x-liandong-caller": "root", signature: "a=:b:", "signature-input": "a=()" };
    expect((await spy.callFor({ ...forged, "accept-language": "zh" })).headers).toEqual({
      "accept-language": "zh",
    });
  });
});

describe("time", () => {
  it("the deadline is the configured time from now", async () => {
    await using spy = await openSpy({ limits: { timeoutMs: 5_000 } });
    const before = Date.now();
    const { deadline = 0 } = await spy.callFor();
    expect(deadline).toBeGreaterThanOrEqual(before + 5_000);
    expect(deadline).toBeLessThanOrEqual(Date.now() + 5_000);
  });

  it("an answer that never comes is given up with a coded 504, and the engine is told", async () => {
    let aborted = false;
    const hang: RootFunction = (_, { call }) =>
      new Promise(() => call.signal?.addEventListener("abort", () => (aborted = true)));
    await using spy = await openSpy({ limits: { timeoutMs: 20 }, roots: { hello: hang } });
    const answer = await spy.gateway.post({ query: "{ hello }" });
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "DEADLINE_EXCEEDED" } }] });
    expect(aborted).toBe(true);
  });

  it("a client that goes away aborts its call; one that has its answer does not", async () => {
    let onAbort: () => void = () => {};
    const aborted = new Promise<void>((resolve) => {
      onAbort = resolve;
    });
    let onCalled: () => void = () => {};
    const called = new Promise<void>((resolve) => {
      onCalled = resolve;
    });
    const hang: RootFunction = (_, { call }) => {
      onCalled();
      return new Promise(() => call.signal?.addEventListener("abort", onAbort));
    };
    await using spy = await openSpy({ roots: { hello: hang } });
    const { signal } = await spy.callFor();
    await sleep(20);
    expect(signal?.aborted).toBe(false);

    const socket = connect(spy.gateway.port, "127.0.0.1");
    const body = '{"query":"{ hello }"}';
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await called;
    socket.destroy();
    await aborted;
  });
});
