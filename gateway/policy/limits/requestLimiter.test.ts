// Who asks too often waits: visitors by the network they come from, others by who they are. Addresses are not kept, and however
// many come, memory is bounded.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { callerWith } from "../../../subgraphs/kit/testing/callers.ts";
import { createRequestLimiter } from "./createRequestLimiter.ts";
import { networkOf } from "./networkOf.ts";
import type { Role } from "./perRole.ts";
import { parseRateLimits } from "./rateLimits.ts";

const perRole = (...figures: [Role, number][]) => new Map(figures);
const open = () =>
  createRequestLimiter({
    requests: perRole(["visitor", 2], ["authenticated", 3], ["audit:read", 5]),
    cost: perRole(["visitor", 100], ["authenticated", 1_000]),
  });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a visitor", () => {
  it("may ask so often in a minute, then waits, and is told how things stand", async () => {
    const limiter = open();
    const first = await limiter.admit(VISITOR, "192.0.2.1");
    expect(first.exceeded).toBeUndefined();
    expect(first.headers).toEqual({
      "ratelimit-policy": '"requests";q=2;w=60, "cost";q=100;w=60',
      ratelimit: '"requests";r=1;t=60, "cost";r=100;t=60',
    });
    await limiter.admit(VISITOR, "192.0.2.1");
    vi.advanceTimersByTime(15_000);
    const third = await limiter.admit(VISITOR, "192.0.2.1");
    expect(third).toMatchObject({ exceeded: "requests", headers: { "retry-after": "45" } });
    vi.advanceTimersByTime(45_000);
    expect((await limiter.admit(VISITOR, "192.0.2.1")).exceeded).toBeUndefined();
  });

  it("is whoever comes from one network, and no other", async () => {
    const limiter = open();
    for (const address of ["2001:db8::1", "2001:db8::2"]) await limiter.admit(VISITOR, address);
    expect((await limiter.admit(VISITOR, "2001:db8::3")).exceeded).toBe("requests");
    expect((await limiter.admit(VISITOR, "2001:db8:0:1::3")).exceeded).toBeUndefined();
  });

  it("who spent too much waits from the next request on", async () => {
    const limiter = open();
    const { charge } = await limiter.admit(VISITOR, "192.0.2.1");
    charge(60);
    charge(60);
    const { exceeded, headers } = await limiter.admit(VISITOR, "192.0.2.1");
    expect(exceeded).toBe("cost");
    expect(headers.ratelimit).toMatch(/"cost";r=0;t=60$/);
    vi.advanceTimersByTime(60_000);
    expect((await limiter.admit(VISITOR, "192.0.2.1")).exceeded).toBeUndefined();
  });
});

it("callers with credentials are counted each for themselves, wherever they come from, by the largest of their limits", async () => {
  const limiter = open();
  const admitted = async (principal: string, scopes: "audit:read"[] = []) => {
    let count = 0;
    for (let at = 0; at < 7; at++) {
      const { exceeded } = await limiter.admit(callerWith(scopes, { principal }), `192.0.2.${at}`);
      if (!exceeded) count += 1;
    }
    return count;
  };
  expect(await admitted("user:a")).toBe(3);
  expect(await admitted("user:b", ["audit:read"])).toBe(5);
});

it("a hundred thousand addresses take no more room than the accounts there are", async () => {
  const limiter = open();
  const admit = (at: number) => limiter.admit(VISITOR, `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`);
  for (let at = 0; at < 100_000; at++) await admit(at);
  // One timer for each account that is kept.
  expect(vi.getTimerCount()).toBeLessThanOrEqual(32_768);
});

describe("a network", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["", ""],
  ])("of %s is %s", (address, network) => expect(networkOf(address)).toBe(network));
});

describe("the setting", () => {
  it("off limits nobody, auto what runs away in production", () => {
    expect(parseRateLimits("off", "production")).toBeUndefined();
    expect(parseRateLimits("auto", "production")?.requests.get("visitor")).toBe(300);
    expect(parseRateLimits("auto", "development")?.requests.get("visitor")).toBeGreaterThan(100_000);
  });
  it("may say it for each role, the others keep theirs", () => {
    const limits = parseRateLimits("visitor=7:70, audit:read=8:80", "production");
    expect(limits?.requests).toEqual(perRole(["visitor", 7], ["authenticated", 1_200], ["audit:read", 8]));
    expect(limits?.cost.get("visitor")).toBe(70);
  });
  it.each([
    ["nobody=1:1", /role visitor, authenticated or a scope/],
    ["visitor", /role=value/],
    ["visitor=1", /requests:cost/],
    ["visitor=-1:5", /requests:cost/],
  ])("%s is refused", (text, message) => expect(() => parseRateLimits(text, "production")).toThrow(message));
});
