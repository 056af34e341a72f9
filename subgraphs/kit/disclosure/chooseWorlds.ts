import type { CellSpace } from "./CellSpace.ts";
import type { SecretRandom } from "./createRandom.ts";
import { Exchanges } from "./Exchanges.ts";
import type { Requirements } from "./Requirements.ts";
import { type Change, Trial } from "./Trial.ts";

/** The most a hidden figure may cost in each round, in exact figures lost: cheap ones first, which makes others cheap. */
const ROUNDS = [2, 8, 40, 200, Number.POSITIVE_INFINITY];
/** How many worlds are tried in a round, divided among the records with small cells: each gets so many at least and at most. */
const TRIES = { all: 60_000, least: 24, most: 300 };
/** How long is searched before other work of the process gets its turn, in milliseconds. */
const SLICE_MS = 10;

/**
 * Chooses worlds, each a few changed records away from the real one, until every small figure is another in one of
 * them; those worlds first that leave the most, and the broadest, of the large figures as they are.
 */
export async function chooseWorlds(
  space: CellSpace,
  required: Requirements,
  random: SecretRandom,
): Promise<void> {
  const trial = new Trial(space);
  const exchanges = new Exchanges(space, random);
  let sliceBegan = performance.now();
  for (const limit of ROUNDS) {
    let open = 0;
    for (let record = 0; record < space.recordCount; record++)
      open += isOpen(trial, required, record) ? 1 : 0;
    const tries = Math.min(TRIES.most, Math.max(TRIES.least, Math.round(TRIES.all / Math.max(open, 1))));
    for (let record = 0; record < space.recordCount; record++) {
      if (performance.now() - sliceBegan > SLICE_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        sliceBegan = performance.now();
      }
      while (isOpen(trial, required, record)) {
        const changes = cheapest(trial, required, exchanges, { record, limit, tries });
        if (!changes) break;
        trial.change(changes);
        required.accept(trial);
        trial.reset();
      }
    }
  }
  for (let record = 0; record < space.recordCount; record++) {
    if (!isOpen(trial, required, record)) continue;
    // Nothing can be exchanged (the only record of all, say): one more such record or, where records are public, another value.
    if (required.hasPublicCells) trial.change(exchanges.allOther(record));
    else trial.double(record);
    required.accept(trial);
    trial.reset();
  }
}

/** Whether a small cell of the record is still the same in all worlds. */
function isOpen(trial: Trial, { hideCount, hideWeight }: Requirements, record: number): boolean {
  trial.double(record);
  const isOpen = trial.touched.some(
    (cell) => hideCount[cell] === 1 || (hideWeight[cell] === 1 && trial.weights[cell] !== 0),
  );
  trial.reset();
  return isOpen;
}

function cheapest(
  trial: Trial,
  required: Requirements,
  exchanges: Exchanges,
  { record, limit, tries }: { record: number; limit: number; tries: number },
): Change[] | undefined {
  let best: Change[] | undefined;
  let least = limit;
  const consider = (changes: Change[]): void => {
    const cost = costOf(trial, required, changes);
    if (cost < least) [best, least] = [changes, cost];
  };
  for (const changes of exchanges.near(record, tries)) consider(changes);
  if (best && least > 0) for (const changes of exchanges.balanced(best, tries / 2)) consider(changes);
  if (!best && limit === Number.POSITIVE_INFINITY)
    for (const changes of exchanges.everyOther(record)) consider(changes);
  return best;
}

/** What a world costs for each figure that it hides; `Infinity` when it hides none. */
function costOf(trial: Trial, required: Requirements, changes: readonly Change[]): number {
  trial.change(changes);
  let [hidden, cost] = [0, 0];
  for (const cell of trial.touched) {
    if (trial.counts[cell] !== 0) {
      hidden += required.hideCount[cell] as number;
      cost += required.price[cell] as number;
    }
    if (trial.weights[cell]) hidden += required.hideWeight[cell] as number;
  }
  trial.reset();
  return hidden === 0 ? Number.POSITIVE_INFINITY : cost / hidden;
}
