import { CancelSource } from "./CancelSource.ts";
import type { Clock, TimerHandle } from "./Clock.ts";
import { onCancel } from "./onCancel.ts";
import type { CallContext, SubgraphAnswer, SubgraphRequest, SubgraphTransport } from "./SubgraphTransport.ts";

/** What is asked, of whom, and how it ends. */
export interface HedgedCallOptions {
  transport: SubgraphTransport;
  request: SubgraphRequest;
  context: CallContext;
  clock: Clock;
  /** Takes leave for the second query; false when there is none. */
  mayHedge: () => boolean;
  resolve: (answer: SubgraphAnswer) => void;
  reject: (error: unknown) => void;
}

/** A query that is sent a second time when the first takes too long: the first answer counts, the other is cancelled. */
export class HedgedCall {
  private readonly options: HedgedCallOptions;
  private readonly running: Attempt[] = [];
  private readonly timer: TimerHandle;
  private readonly cancel: () => void;

  constructor(options: HedgedCallOptions, delay: number) {
    this.options = options;
    this.cancel = () => this.cancelAll();
    if (options.context.signal) onCancel(options.context.signal, this.cancel);
    this.timer = options.clock.setTimeout(() => this.hedge(), delay);
    this.attempt();
  }

  private hedge(): void {
    const { context, mayHedge } = this.options;
    if (context.signal?.aborted || !mayHedge()) return;
    if (context.trace) context.trace.hedged = true;
    this.attempt();
  }

  private attempt(): void {
    const { transport, request, context } = this.options;
    const attempt = new Attempt(context);
    this.running.push(attempt);
    transport.execute(request, attempt).then(
      (answer) => {
        this.end(attempt);
        this.cancelAll();
        this.options.resolve(answer);
      },
      (error) => {
        this.end(attempt);
        // While the other attempt runs there is hope; its failure is the last word then.
        if (this.running.length === 0) this.options.reject(error);
      },
    );
  }

  private end(attempt: Attempt): void {
    this.running.splice(this.running.indexOf(attempt), 1);
    this.options.clock.clearTimeout(this.timer);
    if (this.running.length === 0) this.options.context.signal?.removeEventListener("abort", this.cancel);
  }

  private cancelAll(): void {
    for (const { signal } of [...this.running]) signal.cancel();
  }
}

/** The caller's context with a signal of its own; the deadline stays the caller's, even if that moves. */
class Attempt implements CallContext {
  readonly signal = new CancelSource();
  private readonly original: CallContext;

  constructor(original: CallContext) {
    this.original = original;
  }

  get securityKey() {
    return this.original.securityKey;
  }

  get caller() {
    return this.original.caller;
  }

  get headers() {
    return this.original.headers;
  }

  get trace() {
    return this.original.trace;
  }

  get deadline() {
    return this.original.deadline;
  }
}
