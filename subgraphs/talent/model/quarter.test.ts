// Quarters of a year, by which supervision is reported.
import { describe, expect, it } from "vitest";
import { quarterDays, quarterOf } from "./quarter.ts";

describe("quarters", () => {
  it("have a first and a last day", () => {
    expect(quarterDays("2024-Q1")).toEqual({ first: "2024-01-01", last: "2024-03-31" });
    expect(quarterDays("2024-Q4")).toEqual({ first: "2024-10-01", last: "2024-12-31" });
    expect(quarterOf("2024-03-31")).toBe("2024-Q1");
    expect(quarterOf("2024-10-01")).toBe("2024-Q4");
  });
  it.each(["2024-Q5", "2024Q1", "24-Q1", ""])("are not written %j", (text) => {
    expect(quarterDays(text)).toBeNull();
  });
});
