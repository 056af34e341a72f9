import type { Family } from "../inputs/Family.ts";

/** Some inputs of one family, with a seed that gives them again. */
export interface Batch {
  family: Family;
  seed: number;
  count: number;
}

const BATCH = 50;

/** Shares the inputs out among the families by weight, in batches that take turns; at least one batch of each. */
export function planBatches(families: readonly Family[], inputs: number, seed: number): Batch[] {
  const weights = families.reduce((sum, { weight }) => sum + weight, 0);
  const turns = families.flatMap((family) => {
    const share = Math.max(1, Math.round((inputs * family.weight) / weights));
    const batches = Math.ceil(share / BATCH);
    return Array.from({ length: batches }, (_, at) => ({
      family,
      place: (at + 0.5) / batches,
      count: at + 1 < batches ? BATCH : share - BATCH * at,
    }));
  });
  turns.sort((a, b) => a.place - b.place);
  return turns.map(({ family, count }, at) => ({ family, count, seed: (seed + at * 7_919) % 2_147_483_647 }));
}
