// Days in China, eight hours ahead of UTC: one begins at 16:00 UTC of the day before; months are of different length.
import { describe, expect, it } from "vitest";
import { addDays } from "./addDays.ts";
import { addMonths } from "./addMonths.ts";
import { addYears } from "./addYears.ts";
import { chinaDay } from "./chinaDay.ts";
import { monthOf } from "./monthOf.ts";
import { startOfChinaDay } from "./startOfChinaDay.ts";
import { yearOf } from "./yearOf.ts";

describe("a day in China", () => {
  it("begins at 16:00 UTC", () => {
    expect(chinaDay(new Date("2024-10-31T15:59:59Z"))).toBe("2024-10-31");
    expect(chinaDay(new Date("2024-10-31T16:00:00Z"))).toBe("2024-11-01");
    expect(startOfChinaDay("2024-11-01")).toEqual(new Date("2024-10-31T16:00:00Z"));
    expect(startOfChinaDay("2024-12-31", 1)).toEqual(new Date("2024-12-31T16:00:00Z"));
  });
  it("lies in a month and a year", () => {
    expect(monthOf("2024-10-31")).toBe("2024-10");
    expect(yearOf("2024-10-31")).toBe(2024);
  });
});

describe("days", () => {
  it("stay inside the month they are moved to", () => {
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2024-03-31", -1)).toBe("2024-02-29");
    expect(addMonths("2024-11-30", 3)).toBe("2025-02-28");
    expect(addYears("2024-02-29", 1)).toBe("2025-02-28");
  });
  it("follow one another over the ends of months and years", () => {
    expect(addDays("2024-12-31", 1)).toBe("2025-01-01");
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
  });
});
