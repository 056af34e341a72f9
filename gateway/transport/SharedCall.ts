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
      const caller = new SharedCaller(this, { context, resolve, reject });
      this.callers.push(caller);
      if (this.wasJoined) this.options.dues.add(caller);
    });
  }

  settle(answer: SubgraphAnswer): void {
    const callers = this.end();
    const given = callers.length > 1 ? { ...answer, shared: true } : answer;
    for (const caller of callers) caller.resolve(given);
  }

  fail(error: unknown): void {
    for (const caller of this.end()) caller.reject(error);
  }

  /** One caller goes away; the last one takes the call along. */
  abandon(caller: SharedCaller, code: SubgraphFailureCode): void {
    const at = this.callers.indexOf(caller);
    if (at < 0) return;
    this.callers.splice(at, 1);
    caller.reject(new SubgraphFailure(this.options.name, code));
    if (this.callers.length > 0) return;
    this.options.onEnd(this);
    this.canceller.cancel();
  }

  /** Nobody joins any more. */
  private end(): SharedCaller[] {
    this.options.onEnd(this);
    return this.callers.splice(0);
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

interface Waiting {
  context: CallContext;
  resolve: (answer: SubgraphAnswer) => void;
  reject: (error: unknown) => void;
}

/** Somebody who waits for a shared call, until it or their patience ends. */
class SharedCaller implements Due {
  readonly due: number;
  private readonly call: SharedCall;
  private cancel: (() => void) | undefined;
  /** `null` once they have their answer, which nobody who still refers to this object must keep alive. */
  private waiting: Waiting | null;

  constructor(call: SharedCall, waiting: Waiting) {
    this.call = call;
    this.waiting = waiting;
    const { deadline, signal } = waiting.context;
    this.due = deadline ?? Number.POSITIVE_INFINITY;
    if (!signal) return;
    this.cancel = () => this.call.abandon(this, "SUBGRAPH_CANCELLED");
    onCancel(signal, this.cancel);
  }

  onDue(): void {
    this.call.abandon(this, "SUBGRAPH_TIMEOUT");
  }

  resolve(answer: SubgraphAnswer): void {
    this.leave()?.resolve(answer);
  }

  reject(error: unknown): void {
    this.leave()?.reject(error);
  }

  private leave(): Waiting | null {
    const { waiting, cancel } = this;
    this.call.options.dues.delete(this);
    if (cancel) waiting?.context.signal?.removeEventListener("abort", cancel);
    this.waiting = null;
    this.cancel = undefined;
    return waiting;
  }
}
