// The rules that need no store: stars and points by hours, what a venue's id says, months of a summary,
// and the split of a total.
import { describe, expect, it } from "vitest";
import { Random } from "../../kit/sample/Random.ts";
import { allocate } from "../sample/allocate.ts";
import { hoursOf, minutesOf, pointsForMinutes } from "./hours.ts";
import { countInSummaries, type ServiceSummary } from "./serviceSummary.ts";
import { minutesForStars, starRating } from "./starRating.ts";
import { summaryEntries, yearlyService } from "./summaryFigures.ts";
import { venueOf, venueReference } from "./Venue.ts";

describe("stars (志愿服务记录办法)", () => {
  it.each([
    [0, 0],
    [99.9, 0],
    [100, 1],
    [300, 2],
    [599, 2],
    [600, 3],
    [1000, 4],
    [1500, 5],
    [9000, 5],
  ])("%d hours make %d", (hours, stars) => {
    expect(starRating(hours * 60)).toBe(stars);
    const { from, below } = minutesForStars(stars);
    expect(hours * 60).toBeGreaterThanOrEqual(from);
    expect(hours * 60).toBeLessThan(below);
  });
});

describe("hours", () => {
  it("are told in tenths, ten points each", () => {
    expect(minutesOf(2.3)).toBe(138);
    expect(minutesOf(0.25)).toBeNull();
    expect(pointsForMinutes(minutesOf(2.3) as number)).toBe(23);
  });
  it("come back as they were told", () => {
    for (let tenths = 1; tenths <= 240; tenths++)
      expect(hoursOf(minutesOf(tenths / 10) as number)).toBe(tenths / 10);
  });
});

describe("a venue's id", () => {
  it("says its kind and division", () => {
    expect(venueOf("st_620422_02")).toEqual({
      venueId: "st_620422_02",
      venueKind: "COMMUNITY_STATION",
      districtCode: "620422",
    });
    expect(venueReference("cm_110114_01")).toEqual({ __typename: "Community", id: "cm_110114_01" });
  });
  it.each(["", "mi_110114", "xx_110114_001", "mi_110114_0.1", "mi_110114_001$"])("refuses %j", (id) =>
    expect(venueOf(id)).toBeNull(),
  );
});

describe("a summary", () => {
  const cell = {
    ...{ venueId: "mi_110114_001", venueKind: "MEDICAL_INSTITUTION" as const, districtCode: "110114" },
    ...{ organizationId: "vo_0001", field: "CHILD_CARE" as const },
  };
  it("is kept for the district, the venue and the organisation of a service, by year and by month", () => {
    const summaries = new Map<string, ServiceSummary>();
    countInSummaries(summaries, { ...cell, month: "2024-10", times: 1, minutes: 60 });
    countInSummaries(summaries, { ...cell, month: "2024-02", times: 2, minutes: 90 });
    countInSummaries(summaries, { ...cell, month: "2023-02", times: 1, minutes: 30 });
    const subjects = ["district:110114", "organization:vo_0001", "venue:mi_110114_001"];
    expect([...summaries.keys()].sort()).toEqual(
      subjects.flatMap((subject) => [subject, `${subject}:2023`, `${subject}:2024`]),
    );
    const months = summaries.get("organization:vo_0001:2024") as ServiceSummary;
    expect(summaryEntries(months, { from: "2024-01", to: "2024-09", byPeriod: false })).toMatchObject([
      { split: "mi_110114_001", field: "CHILD_CARE", period: null, times: 2, minutes: 90 },
    ]);
    expect(summaryEntries(months, { byPeriod: true })).toMatchObject([
      { period: "2024-10", minutes: 60 },
      { period: "2024-02", minutes: 90 },
    ]);
    const years = summaries.get("district:110114") as ServiceSummary;
    expect(yearlyService([years])).toEqual([
      { year: 2023, times: 1, minutes: 30 },
      { year: 2024, times: 3, minutes: 150 },
    ]);
    expect(yearlyService([years, years], "MEDICAL_INSTITUTION")).toEqual([
      { year: 2023, times: 2, minutes: 60 },
      { year: 2024, times: 6, minutes: 300 },
    ]);
    expect(yearlyService([years], "COMMUNITY")).toEqual([]);
  });
});

describe("splitting a total", () => {
  it("gives everything away, in proportion, within the caps", () => {
    expect(allocate(10, [1, 1, 2])).toEqual([3, 2, 5]);
    const random = new Random(5, "split");
    for (let round = 0; round < 50; round++) {
      const weights = Array.from({ length: 40 }, () => random.next());
      const caps = weights.map(() => random.int(0, 30));
      const room = caps.reduce((sum, cap) => sum + cap, 0);
      const total = random.int(0, room + 50);
      const given = allocate(total, weights, caps);
      expect(given.reduce((sum, one) => sum + one, 0)).toBe(Math.min(total, room));
      expect(given.every((one, i) => one >= 0 && one <= (caps[i] as number))).toBe(true);
    }
  });
  it("gives nothing where nothing weighs", () => expect(allocate(5, [0, 0])).toEqual([0, 0]));
});
