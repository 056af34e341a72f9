import { addMonths } from "./addMonths.ts";

/** The same day `years` later, or earlier when negative; 28 February for a 29th that does not exist. */
export function addYears(day: string, years: number): string {
  return addMonths(day, years * 12);
}
