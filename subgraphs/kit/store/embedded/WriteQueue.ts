import { ABORT, type RootDatabase } from "lmdb";
import { DuplicateKeyError } from "../DuplicateKeyError.ts";
import { StoreQueryError } from "../StoreQueryError.ts";

interface Job {
  readonly run: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

const MAX_GROUP = 1_000;

/**
 * Runs write jobs one after another, grouping those that wait into one LMDB transaction: they share one flush
 * to disk, and a job's promise settles only after that flush. LMDB's write lock spans processes.
 *
 * A job checks before it writes: the errors it throws by design (duplicate key, refused request) leave
 * nothing half-done. Any other error rolls the whole group back; the others of the group then run again without it.
 */
export class WriteQueue {
  readonly #root: RootDatabase;
  readonly #onRollback: () => void;
  #waiting: Job[] = [];
  #draining: Promise<void> | undefined;

  constructor(root: RootDatabase, onRollback: () => void) {
    this.#root = root;
    this.#onRollback = onRollback;
  }

  run<T>(job: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run: job, resolve: resolve as Job["resolve"], reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Settles when every job handed in so far has. */
  async idle(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Callers of this turn join the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, MAX_GROUP);
      this.#waiting = this.#waiting.slice(MAX_GROUP);
      await this.#commit(group);
    }
    this.#draining = undefined;
  }

  async #commit(group: readonly Job[]): Promise<void> {
    const outcomes: Outcome[] = [];
    let broken: { job: Job; error: unknown } | undefined;
    try {
      await this.#root.childTransaction(() => {
        for (const job of group) {
          try {
            outcomes.push({ value: job.run() });
          } catch (error) {
            if (!isByDesign(error)) {
              broken = { job, error };
              return ABORT;
            }
            outcomes.push({ error });
          }
        }
        return undefined;
      });
    } catch (error) {
      this.#onRollback();
      for (const job of group) job.reject(error);
      return;
    }
    if (broken) {
      this.#onRollback();
      broken.job.reject(broken.error);
      const others = group.filter((job) => job !== broken?.job);
      if (others.length > 0) await this.#commit(others);
      return;
    }
    group.forEach((job, i) => {
      const outcome = outcomes[i] as Outcome;
      if ("error" in outcome) job.reject(outcome.error);
      else job.resolve(outcome.value as never);
    });
  }
}

function isByDesign(error: unknown): boolean {
  return error instanceof DuplicateKeyError || error instanceof StoreQueryError;
}
