import type { ExecutionResult } from "graphql";
import { TransientMap } from "../../subgraphs/kit/server/TransientMap.ts";
import { CancelSource } from "../transport/CancelSource.ts";
import { onCancel } from "../transport/onCancel.ts";
import type { CallContext } from "../transport/SubgraphTransport.ts";
import type { JsonObject } from "./codegen.ts";
import type { CompiledOperation } from "./compileOperation.ts";
import type { EngineResult } from "./Generation.ts";

/** A newcomer joins a run only where its own deadline is at most this much later, in milliseconds. */
const DEADLINE_SLACK_MS = 1_000;

/** A run that several clients may wait for; it is given up when all of them have gone. */
interface SharedRun {
  result: Promise<ExecutionResult>;
  deadline: number;
  clients: number;
  /** Clients that have not gone; one without a signal never goes. */
  waiting: number;
  canceller: CancelSource;
}

type StartRun = (
  operation: CompiledOperation,
  variables: JsonObject,
  context: CallContext,
) => Promise<ExecutionResult>;

/**
 * Lets clients that ask the same at the same time share one run: same operation, variables, security key and headers. Their
 * results carry `shared: true` and have everything in common: nobody may change them.
 */
export class ClientQuerySharing {
  readonly #running = new WeakMap<CompiledOperation, TransientMap<string, SharedRun>>();
  readonly #start: StartRun;

  constructor(start: StartRun) {
    this.#start = start;
  }

  async run(
    operation: CompiledOperation,
    variables: JsonObject,
    context: CallContext,
  ): Promise<EngineResult> {
    const { signal, deadline = Number.POSITIVE_INFINITY } = context;
    const runs = this.#runsOf(operation);
    const key = keyOf(variables, context);
    const known = runs.get(key);
    const fits = known && !known.canceller.aborted && deadline <= known.deadline + DEADLINE_SLACK_MS;
    const run = fits ? known : this.#begin(runs, key, operation, variables, context);
    run.clients += 1;
    run.waiting += 1;
    const leave = leaving(run);
    if (signal?.aborted) leave();
    else if (signal) onCancel(signal, leave);
    try {
      const result = await run.result;
      return run.clients > 1 ? { ...result, shared: true } : result;
    } finally {
      signal?.removeEventListener("abort", leave);
    }
  }

  #begin(
    runs: TransientMap<string, SharedRun>,
    key: string,
    operation: CompiledOperation,
    variables: JsonObject,
    context: CallContext,
  ): SharedRun {
    const { deadline = Number.POSITIVE_INFINITY } = context;
    const canceller = new CancelSource();
    // Not the first client's signal: when it goes, others may still wait.
    const result = this.#start(operation, variables, { ...context, signal: canceller });
    const run: SharedRun = { result, deadline, clients: 0, waiting: 0, canceller };
    runs.set(key, run);
    run.result = result.finally(() => {
      if (runs.get(key) === run) runs.delete(key);
    });
    return run;
  }

  #runsOf(operation: CompiledOperation): TransientMap<string, SharedRun> {
    let runs = this.#running.get(operation);
    if (!runs) {
      runs = new TransientMap();
      this.#running.set(operation, runs);
    }
    return runs;
  }
}

function keyOf(variables: JsonObject, { securityKey, headers }: CallContext): string {
  return JSON.stringify([securityKey, variables, headers]);
}

/** To be called when one of a run's clients has gone. (Not a closure with a name: the loader sets that for every request.) */
function leaving(run: SharedRun): () => void {
  return () => {
    run.waiting -= 1;
    if (run.waiting === 0) run.canceller.cancel();
  };
}
