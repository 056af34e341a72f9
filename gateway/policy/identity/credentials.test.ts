// Where credentials are checked against: an issuer's keys by URL or file, a file of API keys, the gateway's own grants.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { callerWith } from "../../../subgraphs/kit/testing/callers.ts";
import { makeApiKey, readApiKeys, writeApiKeys } from "./ApiKeyFile.ts";
import { createApiKeyCheck } from "./createApiKeyCheck.ts";
import { type BreakGlassEvent, createBreakGlass } from "./createBreakGlass.ts";
import {
  createDevelopmentIssuer,
  DEVELOPMENT_AUDIENCE,
  DEVELOPMENT_ISSUER,
} from "./createDevelopmentIssuer.ts";
import { createTokenCheck } from "./createTokenCheck.ts";
import { readTokenKeys } from "./readTokenKeys.ts";
import { AUDIENCE, ISSUER, NOW_S, openTestIssuer } from "./testing/testIssuer.ts";

const directory = mkdtempSync(join(tmpdir(), "liandong-identity-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(directory, `${++files}.json`);

describe("an issuer's keys", () => {
  const checkBy = (location: string) =>
    createTokenCheck({
      keys: readTokenKeys(location, () => {}),
      issuer: ISSUER,
      audience: AUDIENCE,
      now: () => NOW_S * 1_000,
    });

  async function serve(answer: RequestListener) {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
      [Symbol.asyncDispose]: async () => void server.close().closeAllConnections(),
    };
  }

  it("come from a URL, asked once for many tokens", async () => {
    const issuer = await openTestIssuer();
    let asked = 0;
    await using server = await serve((_, response) => {
      asked++;
      response.setHeader("content-type", "application/json").end(JSON.stringify(issuer.jwks));
    });
    const check = checkBy(server.url);
    expect(await check(await issuer.token({ sub: "a" }))).toMatchObject({ principal: "user:a" });
    expect(await check(await issuer.token({ sub: "b" }))).toMatchObject({ principal: "user:b" });
    await expect(check(await issuer.token({}, { kid: "made-up" }))).rejects.toMatchObject({ status: 401 });
    expect(asked).toBe(1);
  });

  it.each<[string, RequestListener]>([
    ["fails", (_, response) => void response.writeHead(500).end()],
    ["answers nonsense", (_, response) => void response.end("<html>")],
    ["hangs up", (request) => void request.socket.destroy()],
  ])("that %s lets nobody in: 503, not a visitor", async (_, answer) => {
    await using server = await serve(answer);
    const token = await (await openTestIssuer()).token();
    await expect(checkBy(server.url)(token)).rejects.toMatchObject({ status: 503, code: "UNAUTHENTICATED" });
  });

  it("come from a file", async () => {
    const issuer = await openTestIssuer("RS256");
    const file = newFile();
    writeFileSync(file, JSON.stringify(issuer.jwks));
    expect(await checkBy(file)(await issuer.token())).toMatchObject({ principal: "user:w1" });
  });
  it("of a file that is no key set stop the start", () => {
    const file = newFile();
    writeFileSync(file, '{"keys":"none"}');
    expect(() => checkBy(file)).toThrow();
  });
});

describe("API keys", () => {
  function openKeys(rest: { expires?: string; revoked?: string } = {}) {
    const file = newFile();
    const { key, secret } = makeApiKey({
      id: "nightly",
      scopes: ["volunteer:read"],
      agency: "volunteers",
      unit: null,
      purposes: ["research"],
      expires: null,
      ...rest,
    });
    writeApiKeys(file, [key]);
    let now = Date.parse("2026-01-01T00:00:00Z");
    const check = createApiKeyCheck(
      file,
      () => {},
      () => now,
    );
    return { file, key, secret, check, later: (ms: number) => (now += ms) };
  }

  it("say who, with their scopes; the same person each time", () => {
    const { check, secret } = openKeys();
    const person = check(`nightly.${secret}`);
    expect(person).toMatchObject({
      principal: "key:nightly",
      agency: "volunteers",
      scopes: ["volunteer:read"],
    });
    expect(check(`nightly.${secret}`)).toBe(person);
  });
  it("are kept without their secrets, for the owner's eyes only", () => {
    const { file, secret } = openKeys();
    expect(JSON.stringify(readApiKeys(file))).not.toContain(secret);
    expect(statSync(file).mode & 0o077).toBe(0);
  });
  it.each(["nightly.wrong", "nobody.x", "nightly", ".", ""])("%j is refused", (text) =>
    expect(() => openKeys().check(text)).toThrow("the API key is not valid"),
  );
  it("end when they expire", () => {
    const { check, secret, later } = openKeys({ expires: "2026-01-01T00:01:00Z" });
    check(`nightly.${secret}`);
    later(60_000);
    expect(() => check(`nightly.${secret}`)).toThrow("has expired");
  });
  it("end when they are revoked, while the gateway runs", () => {
    const { file, key, check, secret, later } = openKeys();
    check(`nightly.${secret}`);
    writeApiKeys(file, [{ ...key, revoked: "2026-01-01T00:00:00Z" }]);
    later(1_000);
    expect(() => check(`nightly.${secret}`)).toThrow("the API key is not valid");
  });
  it("let nobody in while their file is broken", () => {
    const { file, check, secret, later } = openKeys();
    check(`nightly.${secret}`);
    writeFileSync(file, "{");
    later(1_000);
    expect(() => check(`nightly.${secret}`)).toThrow("cannot be checked at present");
  });
});

describe("emergency access", () => {
  function open(onBreakGlass?: () => void) {
    const events: BreakGlassEvent[] = [];
    let now = NOW_S * 1_000;
    const breakGlass = createBreakGlass({
      key: Buffer.alloc(32, 1),
      onBreakGlass(event) {
        events.push(event);
        onBreakGlass?.();
      },
      now: () => now,
    });
    return { ...breakGlass, events, later: (ms: number) => (now += ms) };
  }
  const worker = callerWith(["break-glass"], { principal: "user:w1", agency: "hospitals" });

  it("is given for 15 minutes, with an alert that has the reason", async () => {
    const { grant, check, events, later } = open();
    const given = await grant(worker, "patient unconscious, next of kin sought");
    await check(given.grant, "user:w1");
    expect(events).toMatchObject([{ principal: "user:w1", reason: expect.stringContaining("next of kin") }]);
    expect(given.expiresAt).toBe((NOW_S + 900) * 1_000);
    later(901_000);
    await expect(async () => check(given.grant, "user:w1")).rejects.toMatchObject({ status: 401 });
  });
  it("is nobody else's, checked for the first time or again", async () => {
    const { grant, check } = open();
    const given = await grant(worker, "a reason of some length");
    await expect(async () => check(given.grant, "user:w2")).rejects.toThrow("somebody else's");
    await check(given.grant, "user:w1");
    await expect(async () => check(given.grant, "user:w2")).rejects.toThrow("somebody else's");
  });
  it("is not given without the scope", async () =>
    expect(open().grant(callerWith([]), "a reason of some length")).rejects.toMatchObject({ status: 403 }));
  it("is not given when it cannot be put on record", async () => {
    const broken = open(() => {
      throw new Error("disk full");
    });
    await expect(broken.grant(worker, "a reason of some length")).rejects.toMatchObject({
      status: 503,
      code: "AUDIT_UNAVAILABLE",
    });
  });
  it("is not to be had with another gateway's key", async () => {
    const other = createBreakGlass({
      key: Buffer.alloc(32, 2),
      onBreakGlass: () => {},
      now: () => NOW_S * 1_000,
    });
    const given = await other.grant(worker, "a reason of some length");
    await expect(async () => open().check(given.grant, "user:w1")).rejects.toMatchObject({ status: 401 });
  });
});

describe("the development issuer", () => {
  const checkWith = ({ keys }: ReturnType<typeof createDevelopmentIssuer>) =>
    createTokenCheck({ keys, issuer: DEVELOPMENT_ISSUER, audience: DEVELOPMENT_AUDIENCE });

  it("makes a key of its own once, for all processes, that nobody else may read", async () => {
    const state = join(directory, "dev");
    const [command, gateway] = [createDevelopmentIssuer(state), createDevelopmentIssuer(state)];
    const [first, second] = await Promise.all([command.mint("station-worker"), gateway.mint("auditor")]);
    expect(await checkWith(gateway)(first)).toMatchObject({
      principal: "user:sample-station-worker",
      unit: "st_110114_01",
    });
    expect(await checkWith(command)(second)).toMatchObject({ scopes: ["audit:read", "schema:read"] });
    expect(statSync(join(state, "development-key.json")).mode & 0o077).toBe(0);
  });
  it("says in a token what it is told to", async () => {
    const issuer = createDevelopmentIssuer(join(directory, "told"));
    const token = await issuer.mint("hospital-worker", { unit: "mi_110101_001", purposes: ["correction"] });
    expect(await checkWith(issuer)(token)).toMatchObject({
      unit: "mi_110101_001",
      agency: "hospitals",
      purposes: ["correction"],
    });
  });
});
