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
    seed: integer(env, "FUZZ_SEED", 20_241_031, 0),
    inputs: integer(env, "FUZZ_INPUTS", 5_000, 1),
    family: env.FUZZ_FAMILY ?? "",
  };
}

function integer(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  fallback: number,
  least: number,
): number {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`${name} is "${text}"; it must be a whole number, at least ${least}`);
}
