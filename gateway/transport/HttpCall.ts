import { type Dispatcher, errors } from "undici";
import type { Due, DueTimer } from "./createDueTimer.ts";
import { onCancel } from "./onCancel.ts";
import { parseResponse } from "./parseResponse.ts";
import { type FailureDetails, SubgraphFailure, type SubgraphFailureCode } from "./SubgraphFailure.ts";
import type { CallContext, SubgraphAnswer, SubgraphResponse } from "./SubgraphTransport.ts";

/** Where a call reports to, and what ends it. */
export interface HttpCallOptions {
  name: string;
  context: CallContext;
  /** When this attempt ends, whatever the deadline; milliseconds since the epoch. */
  attemptDue: number;
  dues: DueTimer;
  resolve: (answer: SubgraphAnswer) => void;
  reject: (failure: SubgraphFailure) => void;
}

/**
 * One HTTP exchange, as the handler of undici's `dispatch`: its own promise, time-out and cancellation, without the streams
 * and async resources of `undici.request`. Whatever ends it first settles it, once; an unfinished one is aborted.
 */
export class HttpCall implements Dispatcher.DispatchHandler, Due {
  /** `null` once it is settled: the pool's own objects may refer to this one for much longer, and must not keep answers alive. */
  private options: HttpCallOptions | null;
  private cancel: (() => void) | undefined;
  private controller: Dispatcher.DispatchController | undefined;
  private status: number | undefined;
  private first: Buffer | undefined;
  private chunks: Buffer[] | undefined;

  constructor(options: HttpCallOptions) {
    this.options = options;
    const { signal } = options.context;
    if (signal) {
      this.cancel = () => this.fail("SUBGRAPH_CANCELLED");
      onCancel(signal, this.cancel);
    }
    options.dues.add(this);
  }

  get due(): number {
    if (!this.options) return Number.POSITIVE_INFINITY;
    return Math.min(this.options.attemptDue, this.options.context.deadline ?? Number.POSITIVE_INFINITY);
  }

  onDue(): void {
    this.fail("SUBGRAPH_TIMEOUT");
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Ended while it waited for a connection: throwing gives that up unused, aborting would close it.
    if (!this.options) throw new errors.RequestAbortedError();
    this.controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    if (status >= 200) this.status = status;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.first === undefined) this.first = chunk;
    else if (this.chunks) this.chunks.push(chunk);
    else this.chunks = [this.first, chunk];
  }

  onResponseEnd(): void {
    if (!this.options) return;
    const bytes = this.chunks ? Buffer.concat(this.chunks) : this.first;
    const answer = bytes && parseResponse(bytes);
    const { context, resolve } = this.options;
    const { trace } = context;
    if (trace) trace.bytesIn = (trace.bytesIn ?? 0) + (bytes?.length ?? 0);
    // Refused our signature: the operators' matter, not the client's, who may be well known.
    if (this.status === 401) this.fail("SUBGRAPH_BAD_RESPONSE", refusal(answer));
    else if (answer) {
      this.settle(this.options);
      resolve(answer);
    } else this.fail("SUBGRAPH_BAD_RESPONSE", `no GraphQL response, status ${this.status}`);
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: Error): void {
    const tooLarge = error instanceof errors.ResponseExceededMaxSizeError;
    this.fail(this.codeOf(error), error, { tooLarge });
  }

  private codeOf(error: Error): SubgraphFailureCode {
    if (error instanceof errors.ConnectTimeoutError) return "SUBGRAPH_TIMEOUT";
    const isAnswer = error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError;
    return isAnswer || this.status !== undefined ? "SUBGRAPH_BAD_RESPONSE" : "SUBGRAPH_UNREACHABLE";
  }

  private fail(code: SubgraphFailureCode, cause?: unknown, details?: FailureDetails): void {
    const { options, controller } = this;
    if (!options) return;
    this.settle(options);
    const { name, reject } = options;
    const failure = new SubgraphFailure(name, code, cause, {
      ...details,
      ...(this.status ? { status: this.status } : {}),
    });
    reject(failure);
    controller?.abort(failure);
  }

  private settle({ dues, context }: HttpCallOptions): void {
    dues.delete(this);
    if (this.cancel) context.signal?.removeEventListener("abort", this.cancel);
    this.options = null;
    this.cancel = undefined;
    this.controller = undefined;
    this.first = undefined;
    this.chunks = undefined;
  }
}

const refusal = (answer: SubgraphResponse | undefined) =>
  `the gateway was refused with status 401: ${answer?.errors?.[0]?.message ?? "no reason given"}`;
