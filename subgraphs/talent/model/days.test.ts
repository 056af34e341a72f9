// The calendar: days in China, months of different length, quarters.
import { describe, expect, it } from "vitest";
import { addDays, addMonths, addYears, chinaDay } from "./days.ts";
import { quarterDays, quarterOf } from "./quarter.ts";
import { mayHold } from "./TrainingProgram.ts";

describe("days", () => {
  it("begin at midnight in China", () => {
    expect(chinaDay(new Date("2024-10-31T15:59:59Z"))).toBe("2024-10-31");
    expect(chinaDay(new Date("2024-10-31T16:00:00Z"))).toBe("2024-11-01");
  });
  it("stay inside the month they are moved to", () => {
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2024-03-31", -1)).toBe("2024-02-29");
    expect(addMonths("2024-11-30", 3)).toBe("2025-02-28");
    expect(addYears("2024-02-29", 1)).toBe("2025-02-28");
    expect(addDays("2024-12-31", 1)).toBe("2025-01-01");
  });
});

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

describe("who holds a programme", () => {
  it.each([
    ["430000", "PROVINCE", true],
    ["430100", "CITY", true],
    ["430112", "COUNTY", true],
    ["430112", "CITY", false],
    ["110114", "CITY", true],
    ["430000", "COUNTY", false],
  ] as const)("%s holds one of tier %s: %s", (code, tier, may) => expect(mayHold(code, tier)).toBe(may));
});
