// Scalars: what they accept, and what the sender of anything else is told.
import { GraphQLError, Kind } from "graphql";
import { describe, expect, it } from "vitest";
import { scalars } from "./scalars.ts";

type Name = keyof typeof scalars;
const parse = (name: Name, value: unknown) => scalars[name].parseValue(value);

describe("accepts", () => {
  it.each<[Name, string]>([
    ["Date", "2024-02-29"],
    ["DateTime", "2024-10-01T08:30:00Z"],
    ["DateTime", "2024-10-01T08:30:00.123+08:00"],
    ["DistrictCode", "110114"],
    ["CreditCode", "91350100M000100Y43"],
  ])("%s %s", (name, value) => {
    expect(parse(name, value)).toBe(value);
    expect(scalars[name].parseLiteral({ kind: Kind.STRING, value }, {})).toBe(value);
  });
});

describe("refuses, with a code and what is allowed", () => {
  it.each<[Name, unknown, RegExp]>([
    ["Date", "2023-02-29", /existing day/],
    ["Date", "2024-1-1", /YYYY-MM-DD/],
    ["Date", "2024-10-01T00:00:00Z", /YYYY-MM-DD/],
    ["DateTime", "2024-10-01T08:30:00", /with a zone/],
    ["DateTime", "2024-13-01T08:30:00Z", /ISO 8601/],
    ["DistrictCode", "12", /six digits/],
    ["DistrictCode", 110114, /takes a string/],
    ["DistrictCode", { $ne: "" }, /takes a string/],
    ["CreditCode", "91350100M000100Y44", /check character/],
  ])("%s %j", (name, value, message) => {
    const error = (() => {
      try {
        return parse(name, value);
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(GraphQLError);
    expect((error as GraphQLError).message).toMatch(message);
    expect((error as GraphQLError).extensions.code).toBe("BAD_USER_INPUT");
  });
  it("a number where a string literal belongs", () =>
    expect(() => scalars.DistrictCode.parseLiteral({ kind: Kind.INT, value: "110114" }, {})).toThrow(
      /takes a string/,
    ));
});

it("a Date instance is served as ISO 8601 in UTC", () =>
  expect(scalars.DateTime.serialize(new Date(Date.UTC(2024, 9, 1)))).toBe("2024-10-01T00:00:00.000Z"));
