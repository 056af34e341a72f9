import type { Due, DueTimer } from "./createDueTimer.ts";
import { onCancel } from "./onCancel.ts";
import { SubgraphFailure, type SubgraphFailureCode } from "./SubgraphFailure.ts";
import type { CallContext } from "./SubgraphTransport.ts";

/** Who waits, and how long at most (milliseconds since the epoch). */
export interface RaceOptions {
  name: string;
  context: CallContext;
  attemptDue: number;
  dues: DueTimer;
}

/**
 * What `work` comes to, or a failure as soon as nobody waits for it: work that cannot be stopped is left behind.
 * @throws SubgraphFailure also when `work` rejects: it never reached the point of answering
 */
export function raceWithCaller<T>(work: Promise<T>, options: RaceOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const race = new Race(options, reject);
    work.then(
      (value) => {
        race.end();
        resolve(value);
      },
      (error) => race.fail("SUBGRAPH_UNREACHABLE", error),
    );
  });
}

class Race implements Due {
  private readonly options: RaceOptions;
  private readonly reject: (failure: SubgraphFailure) => void;
  private readonly cancel: (() => void) | undefined;

  constructor(options: RaceOptions, reject: (failure: SubgraphFailure) => void) {
    this.options = options;
    this.reject = reject;
    options.dues.add(this);
    const { signal } = options.context;
    if (!signal) return;
    this.cancel = () => this.fail("SUBGRAPH_CANCELLED");
    onCancel(signal, this.cancel);
  }

  get due(): number {
    return Math.min(this.options.attemptDue, this.options.context.deadline ?? Number.POSITIVE_INFINITY);
  }

  onDue(): void {
    this.fail("SUBGRAPH_TIMEOUT");
  }

  fail(code: SubgraphFailureCode, cause?: unknown): void {
    this.end();
    this.reject(new SubgraphFailure(this.options.name, code, cause));
  }

  end(): void {
    const { dues, context } = this.options;
    dues.delete(this);
    if (this.cancel) context.signal?.removeEventListener("abort", this.cancel);
  }
}
