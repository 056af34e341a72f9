import { TransientSet } from "../../../subgraphs/kit/server/TransientSet.ts";
import type { EntityBatch } from "./EntityBatch.ts";

/** How often a batch is looked after during the patience. */
const LOOKS = 5;

/**
 * The batches of all runs that wait for a fetch. One timer looks after all of them, and sends those that need not wait any more:
 * nearly none, so one timer each would be dear.
 */
export class WaitingBatches {
  readonly #everyMs: number;
  readonly #batches = new TransientSet<EntityBatch>();
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceMs: number) {
    this.#everyMs = Math.max(1, patienceMs / LOOKS);
  }

  add(batch: EntityBatch): void {
    this.#batches.add(batch);
    this.#timer ??= setInterval(() => this.#look(), this.#everyMs).unref();
  }

  delete(batch: EntityBatch): void {
    this.#batches.delete(batch);
  }

  #look(): void {
    for (const batch of this.#batches) batch.sendIfHeldUp();
    if (this.#batches.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
