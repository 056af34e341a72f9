import type { Row } from "./Scenario.ts";

/** Looks rows up by one property; unknown keys are null. */
export const by =
  (key: string, rows: readonly Row[]) =>
  (representation: Row): Row | null =>
    rows.find((row) => row[key] === representation[key]) ?? null;

export const byId = (rows: readonly Row[]) => by("id", rows);
