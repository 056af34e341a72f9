import { setTimeout as delay } from "node:timers/promises";
import type { QueryPlan } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";
import { buildSchemaInSlices } from "./buildSchemaInSlices.ts";
import { operationKey } from "./operationKey.ts";
import type { PlannedOperation, Planner } from "./Planner.ts";
import type { SupergraphFacts } from "./PlannerMessages.ts";
import { PlanningFailure } from "./PlanningFailure.ts";
import { PlanQueue } from "./PlanQueue.ts";
import { type CreateThread, type PlannerThread, startPlannerThread } from "./startPlannerThread.ts";

export interface WorkerPlannerOptions {
  /** Operations planned or waiting at once; more are refused. @default 1000 */
  maxQueued?: number;
  /** Longest time for one operation, in milliseconds; then it is given up and the thread replaced. @default 10000 */
  planTimeoutMs?: number;
  /** Longest time for a thread to load the supergraph, in milliseconds. @default 60000 */
  startTimeoutMs?: number;
  /** Largest heap of the thread, in MiB; beyond it the thread ends and is replaced. @default 1024 */
  maxHeapMiB?: number;
  /** Told when the thread ended by itself and is replaced, for the log. */
  onCrash?: (cause: unknown) => void;
  /** Makes the thread. @default one that runs `plannerThread.ts` */
  createThread?: CreateThread;
}

/** A planner in a thread of its own, and what that thread found out about the supergraph. */
export interface WorkerPlanner extends Planner {
  /** What clients see; it was validated in the thread. */
  readonly apiSchema: GraphQLSchema;
  /** Object types of every interface and union, `@inaccessible` ones included. */
  readonly possibleTypes: SupergraphFacts["possibleTypes"];
  /** URL by subgraph name, as composed in. */
  readonly subgraphs: SupergraphFacts["subgraphs"];
  /** What the supergraph says of its elements in directives: access, classification, cost. */
  readonly directives: SupergraphFacts["directives"];
  /**
   * Plans operations ahead, one at a time; their plans are kept until `plan` asks for each the first time.
   * Those that this supergraph cannot run are left out. Stops at the deadline (milliseconds from now).
   * @returns how many are planned
   */
  warm(operations: Iterable<PlannedOperation>, timeLimitMs?: number): Promise<number>;
}

/** How long an operation that killed or blocked the thread is not tried again, in milliseconds. */
const QUARANTINE_MS = 60_000;
const LONGEST_BACKOFF_MS = 10_000;

/**
 * Plans in a worker thread, so that neither loading a supergraph nor planning ever holds the event loop: here the
 * API schema is built in slices and plans are read from JSON. The thread does not keep the process alive when idle.
 * @throws RefusedSupergraph when the supergraph cannot be served, Error when no thread comes up
 */
export async function createWorkerPlanner(
  supergraphSdl: string,
  options: WorkerPlannerOptions = {},
): Promise<WorkerPlanner> {
  const {
    maxQueued = 1_000,
    planTimeoutMs = 10_000,
    startTimeoutMs = 60_000,
    maxHeapMiB = 1_024,
    onCrash = () => {},
  } = options;
  const closing = new AbortController();
  const warmed = new Map<string, string>();
  const underWay = new Map<string, Promise<QueryPlan>>();
  const quarantine = new LRUCache<string, PlanningFailure>({ max: 1_000, ttl: QUARANTINE_MS });
  let thread: PlannerThread | undefined;

  const queue = new PlanQueue({
    maxQueued,
    planTimeoutMs,
    onStuck: () => replace(new Error(`an operation was not planned in ${planTimeoutMs} ms`)),
    onBusy: (isBusy) => thread?.hold(isBusy),
  });

  const open = () =>
    startPlannerThread({
      supergraphSdl,
      startTimeoutMs,
      maxHeapMiB,
      ...(options.createThread ? { createThread: options.createThread } : {}),
      onAnswer: (answer) => queue.settle(answer),
      onCrash: (cause) => {
        queue.crash(cause);
        replace(cause);
      },
    });

  const replace = (cause: unknown): void => {
    if (closing.signal.aborted) return;
    onCrash(cause);
    void thread?.end();
    thread = undefined;
    void reopen();
  };

  const reopen = async (): Promise<void> => {
    for (let backoff = 100; !closing.signal.aborted; backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS)) {
      try {
        const opened = await open();
        if (closing.signal.aborted) return await opened.thread.end();
        thread = opened.thread;
        return queue.resume(thread.send);
      } catch (error) {
        queue.rejectAll(new PlanningFailure("CRASHED", error));
        await delay(backoff, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      }
    }
  };

  const planFresh = async (key: string, operation: PlannedOperation): Promise<QueryPlan> => {
    try {
      return JSON.parse(await queue.add(operation, false));
    } catch (error) {
      if (error instanceof PlanningFailure && ["CRASHED", "TIMEOUT"].includes(error.reason)) {
        quarantine.set(key, error);
      }
      throw error;
    } finally {
      underWay.delete(key);
    }
  };

  const close = async (): Promise<void> => {
    if (closing.signal.aborted) return;
    closing.abort();
    warmed.clear();
    queue.rejectAll(new PlanningFailure("CLOSED"));
    await thread?.end();
  };

  const opened = await open();
  thread = opened.thread;
  queue.resume(thread.send);
  const { possibleTypes, subgraphs, directives } = opened.loaded;
  const apiSchema = await buildSchemaInSlices(opened.loaded.apiSchema).catch(async (error: unknown) => {
    await close();
    throw error;
  });

  return {
    apiSchema,
    possibleTypes,
    subgraphs,
    directives,
    async plan(operation) {
      if (closing.signal.aborted) throw new PlanningFailure("CLOSED");
      const key = operationKey(operation.source, operation.operationName);
      const ready = warmed.get(key);
      if (ready !== undefined) {
        warmed.delete(key);
        return JSON.parse(ready);
      }
      const failure = quarantine.get(key);
      if (failure) throw failure;
      const known = underWay.get(key);
      if (known) return known;
      const planned = planFresh(key, operation);
      underWay.set(key, planned);
      return planned;
    },
    async warm(operations, timeLimitMs = Number.POSITIVE_INFINITY) {
      const deadline = performance.now() + timeLimitMs;
      for (const { source, operationName } of operations) {
        if (performance.now() >= deadline || closing.signal.aborted) break;
        const operation = { source, ...(operationName === undefined ? {} : { operationName }) };
        const plan = await queue.add(operation, true).catch(() => undefined);
        if (plan !== undefined) warmed.set(operationKey(operation.source, operation.operationName), plan);
      }
      return warmed.size;
    },
    close,
  };
}
