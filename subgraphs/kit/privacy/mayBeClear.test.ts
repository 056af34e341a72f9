// Who sees personal data clear: its owner's scope, a purpose, one more scope where it is sensitive; or an emergency.
import { describe, expect, it } from "vitest";
import { VISITOR } from "../caller/Caller.ts";
import { PURPOSES, type Purpose } from "../caller/Purpose.ts";
import { callerWith, EVERY_SCOPE } from "../testing/callers.ts";
import { mayBeClear } from "./mayBeClear.ts";
import { mayActFor, readableUnits } from "./unitPolicy.ts";

const name = { level: "L2", owner: "talent" };
const phone = { level: "L4", owner: "hospitals", sharedWith: ["stations"] as const };
const serving = { purpose: "service-delivery" as const };

describe("a personal field", () => {
  it("is masked for visitors, and for whoever states no purpose", () => {
    expect(mayBeClear(VISITOR, name)).toBe(false);
    expect(mayBeClear(EVERY_SCOPE, name)).toBe(false);
  });
  it.each(Object.keys(PURPOSES) as Purpose[])("with every scope, for %s", (purpose) =>
    expect(mayBeClear({ ...EVERY_SCOPE, purpose }, name)).toBe(!["research", "emergency"].includes(purpose)),
  );
  it("takes the scope of its owner, not another's", () => {
    expect(mayBeClear(callerWith(["clear:talent"], serving), name)).toBe(true);
    expect(mayBeClear(callerWith(["clear:hospitals", "clear:sensitive"], serving), name)).toBe(false);
  });
  it("may be shared with another agency's workers", () => {
    expect(mayBeClear(callerWith(["clear:stations", "clear:sensitive"], serving), phone)).toBe(true);
    expect(mayBeClear(callerWith(["clear:talent", "clear:sensitive"], serving), phone)).toBe(false);
  });
  it.each(["L4", "L5", "unknown"])("of level %s takes clear:sensitive too", (level) => {
    expect(mayBeClear(callerWith(["clear:hospitals"], serving), { ...phone, level })).toBe(false);
    expect(mayBeClear(callerWith(["clear:hospitals", "clear:sensitive"], serving), { ...phone, level })).toBe(
      true,
    );
  });
  it("is clear in an emergency that was granted, and only as one", () => {
    const granted = { breakGlass: true };
    expect(mayBeClear(callerWith([], { ...granted, purpose: "emergency" }), phone)).toBe(true);
    expect(mayBeClear(callerWith([], { ...granted, purpose: "supervision" }), phone)).toBe(false);
    expect(mayBeClear(callerWith([], { ...granted, purpose: null }), phone)).toBe(false);
  });
  it("is masked for an owner nobody knows", () =>
    expect(mayBeClear({ ...EVERY_SCOPE, ...serving }, { ...name, owner: "" })).toBe(false));
});

describe("one's own unit", () => {
  const worker = callerWith([], { agency: "stations", unit: "sta_1" });
  it("is what a worker reads and acts for, in their own agency", () => {
    expect(readableUnits(worker, "stations")).toEqual({ unit: "sta_1" });
    expect(readableUnits(worker, "hospitals")).toBeNull();
    expect(mayActFor(worker, "stations", "sta_1")).toBe(true);
    expect(mayActFor(worker, "stations", "sta_2")).toBe(false);
    expect(mayActFor(worker, "hospitals", "sta_1")).toBe(false);
  });
  it("is no limit with unit:any, and for a visitor there is none", () => {
    expect(readableUnits(EVERY_SCOPE, "stations")).toBe("all");
    expect(mayActFor(EVERY_SCOPE, "stations", "sta_2")).toBe(true);
    expect(readableUnits(VISITOR, "stations")).toBeNull();
  });
  it("limits acting in an emergency, but not looking", () => {
    const emergency = { ...worker, breakGlass: true, purpose: "emergency" as const };
    expect(readableUnits(emergency, "hospitals")).toBe("all");
    expect(mayActFor(emergency, "stations", "sta_2")).toBe(false);
  });
});
