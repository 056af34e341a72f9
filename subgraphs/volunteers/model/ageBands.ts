import type { AgeBand } from "../../kit/privacy/ageBand.ts";
import { addYears } from "../../kit/time/addYears.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";

/** Birth dates later than `after` and up to `until`, as a filter on `birthDate`. */
export interface BirthDateRange {
  band: AgeBand;
  filter: { $gt?: string; $lte?: string };
}

/** The birth dates of each age band at `now`: the same bands as the kit's `ageBand`, for a store to count by. */
export function ageBandRanges(now: Date): BirthDateRange[] {
  const turning = (age: number): string => addYears(chinaDay(now), -age);
  return [
    { band: "UNDER_18", filter: { $gt: turning(18) } },
    { band: "FROM_18_TO_34", filter: { $gt: turning(35), $lte: turning(18) } },
    { band: "FROM_35_TO_59", filter: { $gt: turning(60), $lte: turning(35) } },
    { band: "FROM_60", filter: { $lte: turning(60) } },
  ];
}
