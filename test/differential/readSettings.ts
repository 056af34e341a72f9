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
    seed: integer(env, "DIFFERENTIAL_SEED", 20_261_123, -2_147_483_648),
    runs: integer(env, "DIFFERENTIAL_RUNS", 10_000, 1),
    runsPerGraph: 80,
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
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`${name} is "${text}"; it must be a whole number, at least ${least}`);
}
