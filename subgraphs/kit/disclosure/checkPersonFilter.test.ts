// Listing people by a protected attribute would count them one by one.
import { expect, it } from "vitest";
import { VISITOR } from "../caller/Caller.ts";
import { callerWith } from "../testing/callers.ts";
import { checkPersonFilter } from "./checkPersonFilter.ts";

it.each([
  ["a visitor", VISITOR],
  ["who stated no purpose", callerWith(["clear:talent"])],
  ["a researcher", callerWith(["clear:talent"], { purpose: "research" })],
  ["who may see another agency's data", callerWith(["clear:stations"], { purpose: "supervision" })],
])("is refused to %s, even for the value false", (_, caller) =>
  expect(() => checkPersonFilter(caller, "clear:talent", "isPartyMember", false)).toThrow(/clear:talent/),
);

it("is open to who may see the attribute, and to all who do not ask by it", () => {
  const cleared = callerWith(["clear:talent"], { purpose: "workforce-management" });
  expect(() => checkPersonFilter(cleared, "clear:talent", "isPartyMember", true)).not.toThrow();
  expect(() => checkPersonFilter(VISITOR, "clear:talent", "isPartyMember", null)).not.toThrow();
});
