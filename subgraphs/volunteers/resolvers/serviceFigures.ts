import { hoursOf } from "../model/hours.ts";
import type { YearlyService } from "../model/summaryFigures.ts";

/** `type ServiceYear` rows. */
export const serviceYears = (years: readonly YearlyService[]) =>
  years.map(({ year, times, minutes }) => ({ year, personTimes: times, hours: hoursOf(minutes) }));

/** `type ServiceTotals`. */
export function serviceTotals(years: readonly YearlyService[]) {
  let [times, minutes] = [0, 0];
  for (const year of years) {
    times += year.times;
    minutes += year.minutes;
  }
  return { personTimes: times, hours: hoursOf(minutes) };
}

/** `type YearCount` rows, earliest first. */
export const yearCounts = (counts: ReadonlyMap<number, number>) =>
  [...counts].map(([year, count]) => ({ year, count })).sort((a, b) => a.year - b.year);
