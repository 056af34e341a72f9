// The agencies count in Beijing time, eight hours ahead of UTC: a day there begins at 16:00 UTC of the day before.
import { describe, expect, it } from "vitest";
import { chinaDay, startOfChinaDay } from "./chinaDay.ts";

describe("a day in China", () => {
  it("begins at 16:00 UTC", () => {
    expect(chinaDay(new Date("2024-10-31T15:59:59Z"))).toBe("2024-10-31");
    expect(chinaDay(new Date("2024-10-31T16:00:00Z"))).toBe("2024-11-01");
    expect(startOfChinaDay("2024-11-01")).toEqual(new Date("2024-10-31T16:00:00Z"));
  });
});
