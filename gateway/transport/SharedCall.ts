import { CancelSource } from "./CancelSource.ts";
import type { Due, DueTimer } from "./createDueTimer.ts";
import { onCancel } from "./onCancel.ts";
import { SubgraphFailure, type SubgraphFailureCode } from "./SubgraphFailure.ts";
import type { CallContext, SubgraphAnswer } from "./SubgraphTransport.ts";

/** What a shared call needs of those who share it out. */
export interface SharedCallOptions {
  name: string;
  dues: DueTimer;
  /** Nobody may join any more. */
  onEnd: (call: SharedCall) => void;
}

/** One call in flight, and everybody who waits for it; the call itself goes on as long as somebody does. */
export class SharedCall {
  readonly key: string;
  readonly options: SharedCallOptions;
  /** The context of the call itself: in nobody's hands but ours. */
  readonly context: CallContext;
  private readonly canceller = new CancelSource();
  private readonly callers: SharedCaller[] = [];
  private wasJoined = false;

  constructor(key: string, first: CallContext, options: SharedCallOptions) {
    this.key = key;
    this.options = options;
    this.context = { ...first, signal: this.canceller };
  }

  /** Waits for the answer, as the first caller or one more. */
  join(context: CallContext): Promise<SubgraphAnswer> {
    if (this.callers.length > 0) this.share(context);
    return new Promise((resolve, reject) => {
      const caller = new SharedCaller(this, context, resolve, reject);
      this.callers.push(caller);
      if (this.wasJoined) this.options.dues.add(caller);
    });
  }

  settle(answer: SubgraphAnswer): void {
    this.options.onEnd(this);
    const given = this.callers.length > 1 ? { ...answer, shared: true } : answer;
    for (const caller of this.callers) {
      caller.leave();
      caller.resolve(given);
    }
  }

  fail(error: unknown): void {
    this.options.onEnd(this);
    for (const caller of this.callers) {
      caller.leave();
      caller.reject(error);
    }
  }

  /** One caller goes away; the last one takes the call along. */
  abandon(caller: SharedCaller, code: SubgraphFailureCode): void {
    const at = this.callers.indexOf(caller);
    if (at < 0) return;
    this.callers.splice(at, 1);
    caller.leave();
    caller.reject(new SubgraphFailure(this.options.name, code));
    if (this.callers.length > 0) return;
    this.options.onEnd(this);
    this.canceller.cancel();
  }

  /** A lone caller's deadline is the call's own; from the second caller on, each one's is watched here. */
  private share({ deadline, trace }: CallContext): void {
    if (!this.wasJoined) for (const caller of this.callers) this.options.dues.add(caller);
    this.wasJoined = true;
    const own = this.context.deadline ?? Number.POSITIVE_INFINITY;
    this.context.deadline = Math.max(own, deadline ?? Number.POSITIVE_INFINITY);
    if (trace) trace.shared = true;
  }
}

/** Somebody who waits for a shared call, until it or their patience ends. */
class SharedCaller implements Due {
  readonly due: number;
  readonly resolve: (answer: SubgraphAnswer) => void;
  readonly reject: (error: unknown) => void;
  private readonly call: SharedCall;
  private readonly context: CallContext;
  private readonly cancel: (() => void) | undefined;

  constructor(
    call: SharedCall,
    context: CallContext,
    resolve: (answer: SubgraphAnswer) => void,
    reject: (error: unknown) => void,
  ) {
    this.call = call;
    this.context = context;
    this.resolve = resolve;
    this.reject = reject;
    this.due = context.deadline ?? Number.POSITIVE_INFINITY;
    if (!context.signal) return;
    this.cancel = () => this.call.abandon(this, "SUBGRAPH_CANCELLED");
    onCancel(context.signal, this.cancel);
  }

  onDue(): void {
    this.call.abandon(this, "SUBGRAPH_TIMEOUT");
  }

  leave(): void {
    this.call.options.dues.delete(this);
    if (this.cancel) this.context.signal?.removeEventListener("abort", this.cancel);
  }
}
