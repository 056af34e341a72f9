import { wholeNumber } from "../support/wholeNumber.ts";

/** How much is compared; from the environment, so that a nightly run can do more. */
export interface DifferentialSettings {
  seed: number;
  /** Operations in all. */
  runs: number;
  /** Operations per graph. */
  runsPerGraph: number;
}

/** @throws Error when a variable is not a whole number it can be */
export function readSettings(env: Readonly<Record<string, string | undefined>>): DifferentialSettings {
  return {
    seed: wholeNumber(env, "DIFFERENTIAL_SEED", 20_261_123, -2_147_483_648),
    runs: wholeNumber(env, "DIFFERENTIAL_RUNS", 10_000, 1),
    runsPerGraph: 80,
  };
}
