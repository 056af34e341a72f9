import type { PlannedOperation } from "./Planner.ts";
import type { PlanAnswer, PlanRequest } from "./PlannerMessages.ts";
import { PlanningFailure } from "./PlanningFailure.ts";

export interface PlanQueueOptions {
  maxQueued: number;
  planTimeoutMs: number;
  /** The oldest operation took longer than that and was given up: whoever plans it is stuck. */
  onStuck: () => void;
  /** Whether anything waits, on every change. */
  onBusy: (isBusy: boolean) => void;
}

interface Job {
  request: PlanRequest;
  hasCrashed: boolean;
  resolve: (plan: string) => void;
  reject: (failure: PlanningFailure) => void;
}

/**
 * Operations waiting for a planner that works in order, one at a time, and may die: the oldest one is the one it was
 * at, so it alone is blamed (tried once more after a crash, given up after a time-out); the others just wait.
 */
export class PlanQueue {
  readonly #options: PlanQueueOptions;
  readonly #jobs = new Map<number, Job>();
  #send: ((request: PlanRequest) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(options: PlanQueueOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** @throws PlanningFailure at once (`OVERLOADED`) or later */
  add(operation: PlannedOperation, isWarmUp: boolean): Promise<string> {
    if (this.size >= this.#options.maxQueued) return Promise.reject(new PlanningFailure("OVERLOADED"));
    this.#lastId += 1;
    const request = { ...operation, id: this.#lastId, isWarmUp };
    return new Promise((resolve, reject) => {
      this.#jobs.set(request.id, { request, hasCrashed: false, resolve, reject });
      if (this.size === 1) this.#watchOldest();
      this.#send?.(request);
    });
  }

  /** A planner is there: it gets everything that waits, and what comes from now on. */
  resume(send: (request: PlanRequest) => void): void {
    this.#send = send;
    for (const { request } of this.#jobs.values()) send(request);
    this.#watchOldest();
  }

  settle(answer: PlanAnswer): void {
    const job = this.#remove(answer.id);
    if (answer.kind === "planned") job?.resolve(answer.plan);
    else job?.reject(new PlanningFailure("IMPOSSIBLE", answer.message));
  }

  /** The planner died: what it was at is tried once more, by the next planner. */
  crash(cause: unknown): void {
    this.#send = undefined;
    const [oldest] = this.#jobs.values();
    if (oldest?.hasCrashed) this.#remove(oldest.request.id)?.reject(new PlanningFailure("CRASHED", cause));
    else if (oldest) oldest.hasCrashed = true;
    this.#watchOldest();
  }

  rejectAll(failure: PlanningFailure): void {
    for (const id of [...this.#jobs.keys()]) this.#remove(id)?.reject(failure);
  }

  #remove(id: number): Job | undefined {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    this.#watchOldest();
    return job;
  }

  #watchOldest(): void {
    clearTimeout(this.#timer);
    const [oldest] = this.#jobs.keys();
    this.#options.onBusy(oldest !== undefined);
    if (oldest === undefined || !this.#send) return;
    this.#timer = setTimeout(() => {
      this.#remove(oldest)?.reject(new PlanningFailure("TIMEOUT"));
      this.#options.onStuck();
    }, this.#options.planTimeoutMs).unref();
  }
}
