import { Worker } from "node:worker_threads";
import type { PlanAnswer, PlannerThreadData, PlanRequest, ThreadStart } from "./PlannerMessages.ts";
import { RefusedSupergraph } from "./RefusedSupergraph.ts";

export type CreateThread = (data: PlannerThreadData, maxHeapMiB: number) => Worker;

export interface PlannerThreadOptions {
  supergraphSdl: string;
  startTimeoutMs: number;
  maxHeapMiB: number;
  createThread?: CreateThread;
  onAnswer: (answer: PlanAnswer) => void;
  /** The thread ended and nobody asked it to; never called before it has started. */
  onCrash: (cause: unknown) => void;
}

/** A thread that has loaded its supergraph. */
export interface PlannerThread {
  send(request: PlanRequest): void;
  /** Whether the process should stay for it. */
  hold(isBusy: boolean): void;
  end(): Promise<void>;
}

/** What the thread made of the supergraph. */
type LoadedThere = Extract<ThreadStart, { kind: "ready" }>;

/** Nothing of the process's flags is inherited: `--import tsx` would be looked up from the working directory. */
const createPlannerThread: CreateThread = (workerData, maxHeapMiB) =>
  new Worker(new URL("./plannerThread.mjs", import.meta.url), {
    workerData,
    name: "planner",
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB },
  });

/**
 * Starts a planner's thread and waits until it has loaded the supergraph.
 * @throws RefusedSupergraph when the supergraph cannot be served, Error when the thread does not come up
 */
export function startPlannerThread({
  supergraphSdl,
  startTimeoutMs,
  maxHeapMiB,
  createThread = createPlannerThread,
  onAnswer,
  onCrash,
}: PlannerThreadOptions): Promise<{ thread: PlannerThread; loaded: LoadedThere }> {
  const worker = createThread({ supergraphSdl }, maxHeapMiB);
  let isEnding = false;
  const end = async (): Promise<void> => {
    isEnding = true;
    await worker.terminate();
  };
  return new Promise((resolve, reject) => {
    let hasStarted = false;
    let cause: unknown;
    const fail = (error: Error) => {
      clearTimeout(timer);
      void end();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new Error("the planner's thread did not start in time")),
      startTimeoutMs,
    );
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", (code) => {
      if (isEnding) return;
      const error = new Error(`the planner's thread ended with code ${code}`, { cause });
      if (hasStarted) onCrash(error);
      else fail(error);
    });
    worker.once("message", (start: ThreadStart) => {
      if (start.kind === "refused") return fail(new RefusedSupergraph(start.message));
      clearTimeout(timer);
      hasStarted = true;
      worker.on("message", onAnswer);
      worker.unref();
      const thread: PlannerThread = {
        send: (request) => worker.postMessage(request),
        hold: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
        end,
      };
      resolve({ thread, loaded: start });
    });
  });
}
