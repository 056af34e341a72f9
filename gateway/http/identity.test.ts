// At the front door: credentials that are not good are answered with 401, emergencies and sample roles have a door each.
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLogger } from "../observability/log/createLogger.ts";
import { createBreakGlass } from "../policy/identity/createBreakGlass.ts";
import { createIdentity } from "../policy/identity/createIdentity.ts";
import { badCredentials, cannotCheck } from "../policy/identity/IdentityRefusal.ts";
import { Person } from "../policy/identity/Person.ts";
import { createRequestLimiter } from "../policy/limits/createRequestLimiter.ts";
import { openTestGateway } from "./testing/openTestGateway.ts";
import type { RootFunction } from "./testing/schemaEngine.ts";

const PEOPLE: Record<string, Person> = {
  worker: new Person({ principal: "user:w", scopes: ["break-glass"] }),
  clerk: new Person({ principal: "user:c", scopes: [] }),
};
const token = (text: string): Person | Promise<Person> => {
  if (text === "unreachable") return Promise.reject(cannotCheck("tokens cannot be checked at present"));
  const found = PEOPLE[text];
  if (!found) throw badCredentials("the token is not valid");
  return found;
};
const whoAsks: RootFunction = (_, { call }) => JSON.stringify(call.caller);

describe("credentials", () => {
  it("that are not good are answered with 401 and a challenge, in the house's form", async () => {
    await using gateway = await openTestGateway({ identify: createIdentity({ token }) });
    const answer = await gateway.post({ query: "{ hello }" }, { authorization: "Bearer wrong" });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer .*error="invalid_token"/);
    expect(answer.headers.get("x-request-id")).toBeTruthy();
    expect(await answer.json()).toEqual({
      errors: [{ message: "the token is not valid", extensions: { code: "UNAUTHENTICATED" } }],
    });
  });
  it("that cannot be checked let nobody in", async () => {
    await using gateway = await openTestGateway({ identify: createIdentity({ token }) });
    const answer = await gateway.post({ query: "{ hello }" }, { authorization: "Bearer unreachable" });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
  });
  it("are refused where nothing checks any", async () => {
    await using gateway = await openTestGateway();
    expect((await gateway.post({ query: "{ hello }" }, { "x-api-key": "a.b" })).status).toBe(401);
    expect((await gateway.post({ query: "{ hello }" })).status).toBe(200);
  });
});

describe("POST /break-glass", () => {
  async function open() {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const reasons: string[] = [];
    const breakGlass = createBreakGlass({
      key: Buffer.alloc(32, 7),
      onBreakGlass: ({ reason }) => void reasons.push(reason),
    });
    const gateway = await openTestGateway({
      identify: createIdentity({ token, grant: breakGlass.check }),
      breakGlass,
      logger: createLogger({ level: "debug", destination }),
      roots: { context: whoAsks },
    });
    const ask = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${gateway.port}/break-glass`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer worker", ...headers },
        body: JSON.stringify(body),
      });
    return { gateway, ask, reasons, lines, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() };
  }
  const good = { reason: "patient unconscious, Zhang's family is sought", purpose: "emergency" };

  it("gives a grant that makes its holder's next queries an emergency", async () => {
    await using door = await open();
    const answer = await door.ask(good);
    expect(answer.status).toBe(201);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const { grant, expiresAt } = (await answer.json()) as Record<string, string>;
    expect(Date.parse(expiresAt ?? "")).toBeGreaterThan(Date.now());
    const query = { query: "{ context }" };
    const asked = await door.gateway.post(query, {
      authorization: "Bearer worker",
      "x-break-glass": grant ?? "",
    });
    expect(JSON.parse(((await asked.json()) as any).data.context)).toMatchObject({
      purpose: "emergency",
      breakGlass: true,
    });
    const stolen = await door.gateway.post(query, {
      authorization: "Bearer clerk",
      "x-break-glass": grant ?? "",
    });
    expect(stolen.status).toBe(401);
  });
  it("hands the reason on, and logs it nowhere", async () => {
    await using door = await open();
    await door.ask(good);
    expect(door.reasons).toEqual([good.reason]);
    expect(door.lines.join()).not.toContain("Zhang");
  });
  it.each([
    ["no reason", { purpose: "emergency" }],
    ["a short one", { ...good, reason: "urgent" }],
    ["a blank one", { ...good, reason: "            " }],
    ["spaces between letters", { ...good, reason: "a          b" }],
    ["another purpose", { ...good, purpose: "research" }],
    ["something else besides", { ...good, hours: 8 }],
  ])("with %s is refused", async (_, body) => {
    await using door = await open();
    expect((await door.ask(body)).status).toBe(400);
    expect(door.reasons).toEqual([]);
  });
  it("is not for everybody", async () => {
    await using door = await open();
    const answer = await door.ask(good, { authorization: "Bearer clerk" });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
    expect((await door.ask(good, { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await door.gateway.get("/break-glass")).status).toBe(405);
  });
  it("counts as a request, whoever asks, and every refusal by its code", async () => {
    const limiter = createRequestLimiter({
      requests: new Map([["visitor", 2]]),
      cost: new Map([["visitor", 9]]),
    });
    await using gateway = await openTestGateway({
      limiter,
      identify: createIdentity({ token }),
      breakGlass: createBreakGlass({ key: Buffer.alloc(32, 7), onBreakGlass: () => {} }),
    });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) {
      const { status } = await fetch(`http://127.0.0.1:${gateway.port}/break-glass`, {
        method: "POST",
        headers: { authorization: "Bearer wrong" },
      });
      statuses.push(status);
    }
    expect(statuses).toEqual([401, 401, 429, 429]);
    const metrics = await (await gateway.get("/metrics")).text();
    expect(metrics).toMatch(/code="RATE_LIMITED"[^\n]* 2$/m);
  });

  it("is not there where nobody gives grants", async () => {
    await using gateway = await openTestGateway();
    expect((await gateway.get("/break-glass")).status).toBe(404);
  });
});

describe("POST /dev/token", () => {
  const signIn = {
    choices: {
      roles: [{ name: "auditor", title: "Auditor", agency: null, unit: null, purposes: [] }],
      purposes: {},
    },
    tokenFor: (role: string) => (role === "auditor" ? Promise.resolve("T") : undefined),
  };
  const open = () => openTestGateway({ signIn });
  const ask = ({ port }: { port: number }, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}/dev/token`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  it("gives the gateway's own page a token for a role", async () => {
    await using gateway = await open();
    const origin = `http://127.0.0.1:${gateway.port}`;
    expect(await (await ask(gateway, { role: "auditor" }, { origin })).json()).toEqual({ token: "T" });
  });
  it("gives other pages none", async () => {
    await using gateway = await open();
    for (const headers of [
      { origin: "https://evil.test" },
      { "sec-fetch-site": "cross-site" },
      { "content-type": "text/plain" },
    ] as Record<string, string>[])
      expect([403, 415]).toContain((await ask(gateway, { role: "auditor" }, headers)).status);
  });
  it("names the roles there are", async () => {
    await using gateway = await open();
    const answer = await ask(gateway, { role: "root" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("auditor");
  });
  it.each([[{ toString: 1 }], [["auditor"]], [7], [null]])(
    "takes no role that is no text: %j",
    async (role) => {
      await using gateway = await open();
      expect((await ask(gateway, { role })).status).toBe(400);
    },
  );
  it("is not there in production", async () => {
    await using gateway = await openTestGateway();
    expect((await ask(gateway, { role: "auditor" })).status).toBe(404);
  });
});
