import { chinaDay } from "../time/chinaDay.ts";

/** Values of `enum AgeBand` in `schema/shared.graphql`. */
export const AGE_BANDS = ["UNDER_18", "FROM_18_TO_34", "FROM_35_TO_59", "FROM_60"] as const;

export type AgeBand = (typeof AGE_BANDS)[number];

/** The age band of a person born on `birthDate` (`YYYY-MM-DD`) at `now`: what is shown instead of the date itself. */
export function ageBand(birthDate: string, now: Date): AgeBand {
  const today = chinaDay(now);
  const hadBirthday = today.slice(5) >= birthDate.slice(5);
  const age = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1);
  if (age < 18) return "UNDER_18";
  if (age < 35) return "FROM_18_TO_34";
  return age < 60 ? "FROM_35_TO_59" : "FROM_60";
}
