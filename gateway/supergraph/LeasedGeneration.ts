import type { Planner } from "../planner/Planner.ts";
import type { Lease, SwappableGeneration } from "./SupergraphSource.ts";

export interface RetirementOptions {
  /** How long a replaced generation can still be taken by requests validated against it, in milliseconds. */
  lingerMs: number;
  /** How long its requests may take to finish after it was replaced, in milliseconds. */
  drainMs: number;
}

/** Counts the requests that run on a generation, and closes it once it is replaced and they are done. */
export class LeasedGeneration<G extends SwappableGeneration> {
  readonly generation: G;
  readonly #planner: Planner;
  readonly #onClosed: (unfinished: number, error?: unknown) => void;
  readonly #timers: NodeJS.Timeout[] = [];
  #leases = 0;
  #mayClose = false;
  #closing: Promise<void> | undefined;

  /** `onClosed` is told how many requests were still unfinished, and what went wrong in closing. */
  constructor(generation: G, planner: Planner, onClosed: (unfinished: number, error?: unknown) => void) {
    this.generation = generation;
    this.#planner = planner;
    this.#onClosed = onClosed;
  }

  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  lease(): Lease<G> {
    this.#leases += 1;
    let isReleased = false;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      this.#leases -= 1;
      if (this.#mayClose && this.#leases === 0) void this.close();
    };
    return { generation: this.generation, release };
  }

  /** It is replaced: closes when it has lingered and the last request is done, or when the drain time is over. */
  retire({ lingerMs, drainMs }: RetirementOptions): void {
    const mayClose = () => {
      this.#mayClose = true;
      if (this.#leases === 0) void this.close();
    };
    this.#timers.push(setTimeout(mayClose, Math.min(lingerMs, drainMs)).unref());
    this.#timers.push(setTimeout(() => void this.close(), drainMs).unref());
  }

  /** Never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const unfinished = this.#leases;
    try {
      await this.generation.close().finally(() => this.#planner.close());
      this.#onClosed(unfinished);
    } catch (error) {
      this.#onClosed(unfinished, error);
    }
  }
}
