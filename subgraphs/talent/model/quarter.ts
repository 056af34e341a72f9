import { addDays } from "../../kit/time/addDays.ts";
import { addMonths } from "../../kit/time/addMonths.ts";

/** First and last day of a quarter such as `2024-Q3`; `null` when it is not written so. */
export function quarterDays(quarter: string): { first: string; last: string } | null {
  const [, year, number] = /^(\d{4})-Q([1-4])$/.exec(quarter) ?? [];
  if (year === undefined) return null;
  const first = addMonths(`${year}-01-01`, (Number(number) - 1) * 3);
  return { first, last: addDays(addMonths(first, 3), -1) };
}

/** The quarter a day lies in. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
