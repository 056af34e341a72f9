// Posts begin and end in years; the trend tells who was in post at the end of each.
import { describe, expect, it } from "vitest";
import { begunInYears, inPostAtYearEnds, inPostNow } from "./workforceTrend.ts";

const tenures = [
  { appointedYear: 2020, endedYear: null, count: 3 },
  { appointedYear: 2020, endedYear: 2022, count: 2 },
  { appointedYear: 2022, endedYear: 2022, count: 1 },
  { appointedYear: 2023, endedYear: null, count: 4 },
];

describe("the workforce's trend", () => {
  it("counts at a year's end who came by then and had not left by then", () => {
    expect(inPostAtYearEnds(tenures, 2024)).toEqual([
      { year: 2020, count: 5 },
      { year: 2021, count: 5 },
      { year: 2022, count: 3 },
      { year: 2023, count: 7 },
      { year: 2024, count: 7 },
    ]);
  });
  it("counts each year's new posts, those that ended in the same year too", () => {
    expect(begunInYears(tenures, 2023).map(({ count }) => count)).toEqual([5, 0, 1, 4]);
  });
  it("counts as in post now whoever has not left", () => expect(inPostNow(tenures)).toBe(7));
  it("is empty where nobody was ever appointed", () => {
    expect(inPostAtYearEnds([], 2024)).toEqual([]);
    expect(begunInYears([], 2024)).toEqual([]);
  });
});
