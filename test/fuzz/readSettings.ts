import { wholeNumber } from "../support/wholeNumber.ts";

/** How much is sent; from the environment, so that a nightly run can do more. */
export interface FuzzSettings {
  seed: number;
  /** Inputs in all. */
  inputs: number;
  /** Only families whose name contains this. */
  family: string;
}

/** @throws Error when a variable is not a whole number it can be */
export function readSettings(env: Readonly<Record<string, string | undefined>>): FuzzSettings {
  return {
    seed: wholeNumber(env, "FUZZ_SEED", 20_241_031, 0),
    inputs: wholeNumber(env, "FUZZ_INPUTS", 5_000, 1),
    family: env.FUZZ_FAMILY ?? "",
  };
}
