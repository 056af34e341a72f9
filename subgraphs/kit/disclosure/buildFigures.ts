import { CellSpace } from "./CellSpace.ts";
import { chooseWorlds } from "./chooseWorlds.ts";
import { createRandom } from "./createRandom.ts";
import type { Atom, Family } from "./Family.ts";
import { Figures } from "./Figures.ts";
import { Requirements } from "./Requirements.ts";
import { Trial } from "./Trial.ts";

export interface ProtectionOptions {
  /** Figures of fewer people than this are small. */
  threshold: number;
  /** Who does not know it cannot repeat the choice of worlds. */
  secret: string;
}

/**
 * Builds the figures of a family for one state of the data: counts every cell, chooses worlds so that each small figure
 * is another in one of them, and keeps what is the same in all. Gives way to other work of the process in between.
 */
export async function buildFigures(
  family: Family,
  atoms: readonly Atom[],
  { threshold, secret }: ProtectionOptions,
): Promise<Figures> {
  const space = new CellSpace(family, atoms);
  const all = new Trial(space);
  for (let record = 0; record < space.recordCount; record++) all.double(record);
  const required = new Requirements(space, all.counts, all.weights, threshold);
  await chooseWorlds(space, required, createRandom(secret, family.name));
  return new Figures(space, required);
}
