// The comparison must be able to fail: these are answers it has to tell apart.
import { GraphQLError } from "graphql";
import { expect, it } from "vitest";
import { compareAnswers } from "./compareAnswers.ts";
import { nullPositions } from "./nullPositions.ts";

const failed = (...path: (string | number)[]) => new GraphQLError("no", { path });

it("errors below one null stand for that null", () => {
  const data = { list: [null, { a: null }] };
  expect(
    nullPositions({
      data,
      errors: [failed("list", 0, "x"), failed("list", 0, "y", 1), failed("list", 1, "a")],
    }),
  ).toEqual(["list.0", "list.1.a"]);
});

it("an error where nothing is null is misplaced", () => {
  expect(nullPositions({ data: { a: 1 }, errors: [failed("a")] })).toEqual(["a!"]);
  expect(nullPositions({ data: { a: 1 }, errors: [failed("b", 0)] })).toEqual(["b.0!"]);
  expect(nullPositions({ data: { a: 1 }, errors: [new GraphQLError("no")] })).toEqual(["(no path)"]);
});

it.each([
  ["another value", { data: { a: 0 } }, { data: { a: "" } }, "data"],
  ["another order", { data: { a: 0, b: 1 } }, { data: { b: 1, a: 0 } }, "data"],
  ["a missing key", { data: { a: null } }, { data: {} }, "data"],
  ["a silent null", { data: { a: null }, errors: [failed("a")] }, { data: { a: null } }, "errors"],
  ["an error too many", { data: { a: null } }, { data: { a: null }, errors: [failed("a")] }, "errors"],
  [
    "a wrong index",
    { data: { l: [null, null] }, errors: [failed("l", 0)] },
    { data: { l: [null, null] }, errors: [failed("l", 1)] },
    "errors",
  ],
] as const)("tells apart: %s", (_, expected, actual, kind) => {
  expect(compareAnswers(expected, actual)?.kind).toBe(kind);
  expect(compareAnswers(expected, expected)).toBeUndefined();
});
