import type { Random } from "../../kit/sample/Random.ts";

/** The last moment of the sample's last day, 2024-10-31, in Beijing. */
export const SAMPLE_END = new Date("2024-10-31T15:59:00Z");
export const SAMPLE_TODAY = "2024-10-31";

/** A moment of a working day (09:00–17:00 in Beijing, so the same calendar day in UTC). */
export function workingMoment(day: string, random: Random): Date {
  return new Date(Date.parse(`${day}T01:00:00Z`) + random.int(0, 480) * 60_000);
}

/** `count` moments after `from` and up to `to`, in order. */
export function momentsBetween(from: Date, to: Date, count: number, random: Random): Date[] {
  const span = to.getTime() - from.getTime();
  return Array.from(
    { length: count },
    () => Math.ceil((from.getTime() + random.next() * span) / 1_000) * 1_000,
  )
    .sort((a, b) => a - b)
    .map((time) => new Date(Math.min(time, to.getTime())));
}
