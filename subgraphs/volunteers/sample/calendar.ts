const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse("2011-01-01T00:00:00Z");

/** The last day of the sample: nothing that has happened is later. */
export const LAST_DAY = "2024-10-31";

/** The number of a day, counted from 2011-01-01. */
export function dayNumber(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - FIRST_MS) / DAY_MS);
}

/** Days by number, made once: bulk generation must not format or parse a date per record. */
export class Calendar {
  readonly days: readonly string[];
  readonly months: readonly string[];

  constructor() {
    this.days = Array.from({ length: dayNumber("2025-12-31") + 1 }, (_, number) =>
      new Date(FIRST_MS + number * DAY_MS).toISOString().slice(0, 10),
    );
    // Slices of one long-lived string per month: hundreds of thousands of records share them.
    const months = new Map<string, string>();
    this.months = this.days.map((day) => {
      const month = day.slice(0, 7);
      if (!months.has(month)) months.set(month, month);
      return months.get(month) as string;
    });
  }

  day(number: number): string {
    return this.days[number] as string;
  }

  month(number: number): string {
    return this.months[number] as string;
  }

  /** An hour of a day, in China Standard Time. */
  at(number: number, hour: number): Date {
    return new Date(FIRST_MS + number * DAY_MS + (hour - 8) * 3_600_000);
  }
}
