// GraphQL over HTTP: the public audit suite against the real server; every MUST and every SHOULD holds.
import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./testing/openTestGateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** A query by GET needs a header that makes browsers ask first (CSRF): without it these MAYs are declined. */
const DECLINED = new Set(["5A70", "D6D5", "6A70"]);

const withPreflightHeader = (url: string, init: RequestInit = {}) =>
  fetch(url, { ...init, headers: { ...init.headers, "apollo-require-preflight": "1" } });

const audits = (fetchFn: unknown) =>
  serverAudits({ url: () => gateway.url, fetchFn }).map(({ id, name, fn }) => ({ id, name, fn }));

describe("as any client asks", () => {
  it.each(audits(fetch))("$id $name", async ({ id, fn }) => {
    const result = await fn();
    if (DECLINED.has(id)) expect(result.status).toBe("notice");
    else expect(result.status === "ok" ? "ok" : result.reason).toBe("ok");
  });
});

describe("with the header that lets a query come by GET, every MAY too", () => {
  it.each(audits(withPreflightHeader))("$id $name", async ({ fn }) => {
    const result = await fn();
    expect(result.status === "ok" ? "ok" : result.reason).toBe("ok");
  });
});
