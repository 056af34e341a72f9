import type { DocumentCursor } from "../DocumentStore.ts";

/** How long a read may hold the event loop before others get a turn, in milliseconds. */
const TURN = 12;
const CHECK_EVERY = 64;

/**
 * A step of a read: a result, or a pause at which the event loop may run. Reads that look at many documents before they
 * have a result (filters, sorts, groups) pause in between, so that a long scan does not stop the process.
 */
export type Step<T> = { readonly result: T } | typeof PAUSE;
export const PAUSE = Symbol("pause");

/** Starts a read; a promise instead when something must happen first, after which to start again. */
export type StartRead<T> = () => Generator<Step<T>> | Promise<void>;

export class EmbeddedCursor<T> implements DocumentCursor<T> {
  readonly #start: StartRead<T>;

  constructor(start: StartRead<T>) {
    this.#start = start;
  }

  async toArray(): Promise<T[]> {
    const all: T[] = [];
    const turn = new Turn();
    for (const step of await this.#steps()) {
      if (step !== PAUSE) all.push(step.result);
      if (turn.isOver()) await turn.next();
    }
    return all;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    const turn = new Turn();
    for (const step of await this.#steps()) {
      if (step !== PAUSE) yield step.result;
      if (turn.isOver()) await turn.next();
    }
  }

  async #steps(): Promise<Generator<Step<T>>> {
    for (;;) {
      const started = this.#start();
      if (!(started instanceof Promise)) return started;
      await started;
    }
  }
}

class Turn {
  #steps = 0;
  #started = performance.now();

  isOver(): boolean {
    return ++this.#steps % CHECK_EVERY === 0 && performance.now() - this.#started > TURN;
  }

  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#started = performance.now();
  }
}
