// The front door holds requests to limits before it reads or runs them, and says so in the words of HTTP.
import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { callerWith } from "../../subgraphs/kit/testing/callers.ts";
import type { Identify } from "../policy/identity/createIdentity.ts";
import { createRequestLimiter } from "../policy/limits/createRequestLimiter.ts";
import type { RequestLimiter } from "../policy/limits/RequestLimiter.ts";
import { createManifest } from "../policy/safelist/createManifest.ts";
import { createSafelist } from "../policy/safelist/createSafelist.ts";
import { openTestGateway, type TestGateway, type TestGatewayOptions } from "./testing/openTestGateway.ts";

let gateway: TestGateway | undefined;
afterEach(() => gateway?.[Symbol.asyncDispose]());

async function open(options: TestGatewayOptions) {
  gateway = await openTestGateway(options);
  return gateway;
}
const errorOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as any).errors?.[0].extensions.code,
];
const limiterOf = (requests: number, cost = 1_000): RequestLimiter =>
  createRequestLimiter({ requests: new Map([["visitor", requests]]), cost: new Map([["visitor", cost]]) });

describe("rate limits", () => {
  it("let so many requests in, and refuse the next whatever it is", async () => {
    const { post, get } = await open({ limiter: limiterOf(2) });
    const first = await post({ query: "{ hello }" });
    expect(await errorOf(first)).toEqual([200, undefined]);
    expect(first.headers.get("ratelimit")).toBe('"requests";r=1;t=60, "cost";r=1000;t=60');
    expect(first.headers.get("ratelimit-policy")).toBe('"requests";q=2;w=60, "cost";q=1000;w=60');
    await post("not even JSON");
    const refused = await post({ query: "{ hello }" });
    expect(refused.headers.get("retry-after")).toMatch(/^[1-9]\d?$/);
    expect(refused.headers.get("x-request-id")).toBeTruthy();
    expect(await errorOf(refused)).toEqual([429, "RATE_LIMITED"]);
    expect(await errorOf(await get("/graphql?query={hello}"))).toEqual([429, "RATE_LIMITED"]);
    expect((await get("/health")).status).toBe(200);
  });

  it("refuse before the body is read", async () => {
    const { url, post } = await open({ limiter: limiterOf(1) });
    await post({ query: "{ hello }" });
    const never = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('{"query":')) });
    const answer = await fetch(url, { method: "POST", body: never, duplex: "half" } as RequestInit);
    expect(await errorOf(answer)).toEqual([429, "RATE_LIMITED"]);
  });

  it("count what operations cost, from the next request on", async () => {
    const roots = { context: (_: unknown, { call }: any) => call.onCost(900) };
    const { post } = await open({ limiter: limiterOf(10, 1_000), roots });
    await post({ query: "{ context }" });
    const second = await post({ query: "{ context }" });
    expect(second.headers.get("ratelimit")).toMatch(/"cost";r=100;/);
    const third = await post({ query: "{ hello }" });
    const { errors } = (await third.json()) as any;
    expect([third.status, errors[0].message]).toEqual([
      429,
      expect.stringMatching(/too much cost .* in \d+ seconds/),
    ]);
  });

  it("tell clients apart by the nearest proxies only where these are trusted", async () => {
    const seen: string[] = [];
    const admit: RequestLimiter["admit"] = async (caller, address) => {
      expect(caller).toBe(VISITOR);
      seen.push(address);
      return { headers: {}, exceeded: undefined, charge: () => {} };
    };
    const forwarded = { "x-forwarded-for": "203.0.113.9, 198.51.100.7, 198.51.100.8" };
    for (const trustedProxies of [0, 1, 2, 9]) {
      const { post } = await open({ limiter: { admit }, trustedProxies });
      await post({ query: "{ hello }" }, forwarded);
      await gateway?.[Symbol.asyncDispose]();
    }
    expect(seen).toEqual(["127.0.0.1", "198.51.100.8", "198.51.100.7", "127.0.0.1"]);
  });
});

describe("published operations", () => {
  const manifest = createManifest(["query Hello($name: String) { hello(name: $name) }"]);
  const [{ id, body }] = manifest.operations as any[];
  const safelist = () => createSafelist({ mode: "only", manifest });
  const variables = { name: "list" };

  it("run by text and by id, by POST and by GET", async () => {
    const { post, get } = await open({ safelist: safelist() });
    const persistedQuery = { version: 1, sha256Hash: id };
    const answers = [
      await post({ query: body, variables }),
      await post({ documentId: id, variables }),
      await post({ id: `sha256:${id}`, variables }),
      await post({ extensions: { persistedQuery }, variables }),
      await get(`/graphql?documentId=${id}&variables=${encodeURIComponent(JSON.stringify(variables))}`, {
        "apollo-require-preflight": "1",
      }),
    ];
    for (const answer of answers) expect(await answer.json()).toEqual({ data: { hello: "hello list" } });
  });

  it("are the only ones that run: others are refused before they are validated", async () => {
    const { post, get } = await open({ safelist: safelist() });
    const refused = [403, "OPERATION_NOT_PUBLISHED"];
    expect(await errorOf(await post({ query: "{ hello }" }))).toEqual(refused);
    expect(await errorOf(await post({ query: "{ helo }" }))).toEqual(refused);
    expect(await errorOf(await post({ documentId: "0".repeat(64) }))).toEqual(refused);
    expect(await errorOf(await get(`/graphql?query={hello}`, { "apollo-require-preflight": "1" }))).toEqual(
      refused,
    );
    expect(await errorOf(await post({ query: "" }))).toEqual(refused);
  });

  it("are the only ones that run by the hash of a persisted query, by GET too", async () => {
    const identify: Identify = ({ authorization }) =>
      authorization === "reader" ? callerWith(["schema:read"]) : VISITOR;
    const { post, get } = await open({ safelist: safelist(), identify });
    const source = "{ __typename }";
    const persistedQuery = { version: 1, sha256Hash: createHash("sha256").update(source).digest("hex") };
    const reader = { authorization: "reader" };
    expect((await post({ query: source, extensions: { persistedQuery } }, reader)).status).toBe(200);
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery }));
    const byHash = await get(`/graphql?extensions=${extensions}`, { "apollo-require-preflight": "1" });
    expect(await errorOf(byHash)).toEqual([403, "OPERATION_NOT_PUBLISHED"]);
  });

  it("are not looked for in what asks nothing", async () => {
    const { post } = await open({ safelist: safelist() });
    expect(await errorOf(await post({}))).toEqual([400, "BAD_REQUEST"]);
  });
});

it("who wants to hear the cost says so in a header", async () => {
  const roots = { context: (_: unknown, { call }: any) => String(call.wantsCost ?? false) };
  const { post } = await open({ roots });
  const asked = async (headers: Record<string, string>) =>
    ((await (await post({ query: "{ context }" }, headers)).json()) as any).data.context;
  expect(await asked({ "x-cost": "1" })).toBe("true");
  expect(await asked({ "x-cost": "no" })).toBe("false");
  expect(await asked({})).toBe("false");
});

it("refusals are counted by their code", async () => {
  const { post, get } = await open({ limits: { maxAliases: 1 }, limiter: limiterOf(1) });
  await post({ query: "{ a: hello b: hello }" });
  await post({ query: "{ hello }" });
  const figures = await (await get("/metrics")).text();
  expect(figures).toContain('liandong_errors_total{code="OPERATION_TOO_COMPLEX",service=""} 1');
  expect(figures).toContain('liandong_errors_total{code="RATE_LIMITED",service=""} 1');
});
