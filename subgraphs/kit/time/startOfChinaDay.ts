import { addDays } from "./addDays.ts";

/** The point in time at which a day begins in China; `days` days later when told. */
export function startOfChinaDay(day: string, days = 0): Date {
  return new Date(`${addDays(day, days)}T00:00:00+08:00`);
}
