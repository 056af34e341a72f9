// The gateway tells a subgraph who asks; what is not such a text is refused, never taken for anybody.
import { describe, expect, it } from "vitest";
import { type Caller, VISITOR } from "./Caller.ts";
import { decodeCaller, encodeCaller } from "./callerHeader.ts";

const worker: Caller = {
  principal: "user:王",
  agency: "stations",
  unit: "sta_001",
  scopes: ["stations:write", "intake:read"],
  purpose: "continuity-of-care",
  breakGlass: false,
};

describe("the caller header", () => {
  it("carries the whole caller", () =>
    expect(decodeCaller(encodeCaller(worker))).toEqual({
      ...worker,
      scopes: ["intake:read", "stations:write"],
    }));
  it("is the same for equal callers, whatever the order of their scopes", () =>
    expect(encodeCaller({ ...worker, scopes: [...worker.scopes].reverse() })).toBe(
      encodeCaller({ ...worker }),
    ));
  it("is a visitor's where there is none", () => expect(decodeCaller(undefined)).toBe(VISITOR));

  const altered = (change: object) =>
    Buffer.from(JSON.stringify({ ...worker, ...change })).toString("base64url");
  it.each([
    ["no base64", "%%%"],
    ["an unknown scope", altered({ scopes: ["root"] })],
    ["an unknown purpose", altered({ purpose: "curiosity" })],
    ["an unknown agency", altered({ agency: "press" })],
    ["a missing principal", altered({ principal: "" })],
    ["a member it does not know", altered({ admin: true })],
  ])("is refused with %s", (_, text) => expect(() => decodeCaller(text)).toThrow());
});
