import { GraphQLError } from "graphql";
import { SubgraphFailure } from "../../transport/SubgraphFailure.ts";
import type { CallContext, SubgraphRequest, SubgraphTransport } from "../../transport/SubgraphTransport.ts";
import type { JsonObject } from "../codegen.ts";
import type { CompiledOperation } from "../compileOperation.ts";
import type { SubgraphOperation } from "../plan/SubgraphOperation.ts";
import { EntityBatch } from "./EntityBatch.ts";
import { ErrorLog } from "./ErrorLog.ts";
import { FetchProgress } from "./FetchProgress.ts";
import type { WaitingBatches } from "./WaitingBatches.ts";

/** What one subgraph call came to. */
export type CallOutcome =
  | { data: unknown; errors: readonly unknown[]; isShared: boolean }
  | { failure: Error };

/** What all runs of a generation have in common. */
export interface RunEnvironment {
  transports: ReadonlyMap<string, SubgraphTransport>;
  onFailure: (failure: SubgraphFailure) => void;
  /** How long a call may keep others waiting for what comes after it, in milliseconds. */
  maxBatchWaitMs: number;
  waiting: WaitingBatches;
  /** Monotonic clock, in milliseconds. */
  now: () => number;
  /** Combined operations a subgraph would not take. */
  refusedCombinations: Set<string>;
}

/** One operation being run: its data as it grows, its errors, its batches. */
export class Run {
  readonly data: JsonObject = {};
  readonly errors: ErrorLog;
  readonly operation: CompiledOperation;
  readonly variables: JsonObject;
  readonly context: CallContext;
  readonly environment: RunEnvironment;
  readonly progress: FetchProgress;
  /** Set when the rest of a mutation must not run. */
  isStopped = false;
  readonly #batches: (EntityBatch | undefined)[] = [];

  constructor(
    operation: CompiledOperation,
    variables: JsonObject,
    context: CallContext,
    environment: RunEnvironment,
  ) {
    this.operation = operation;
    this.variables = variables;
    this.context = context;
    this.environment = environment;
    this.progress = new FetchProgress(environment.maxBatchWaitMs, environment.now);
    this.errors = new ErrorLog(this.data, operation);
  }

  batch(index: number): EntityBatch {
    let batch = this.#batches[index];
    if (!batch) {
      batch = new EntityBatch(this, this.operation.plan.batches[index] ?? []);
      this.#batches[index] = batch;
    }
    return batch;
  }

  /** The client's variables of an operation that have a value. */
  variablesOf({ variables: names }: SubgraphOperation): JsonObject {
    const values: JsonObject = {};
    for (const name of names) {
      if (Object.hasOwn(this.variables, name)) values[name] = this.variables[name];
    }
    return values;
  }

  /** Sends one operation; never rejects. */
  async call(subgraph: string, operation: SubgraphOperation, variables: JsonObject): Promise<CallOutcome> {
    const { transports, onFailure } = this.environment;
    const transport = transports.get(subgraph);
    if (!transport) return { failure: internalError(subgraph, new Error("no transport")) };
    if (this.context.signal?.aborted) return { failure: new SubgraphFailure(subgraph, "SUBGRAPH_CANCELLED") };
    const request: SubgraphRequest = { query: operation.text, variables, kind: operation.kind };
    if (operation.name) request.operationName = operation.name;
    try {
      const { data, errors, shared } = await transport.execute(request, this.context);
      return { data, errors: Array.isArray(errors) ? errors : [], isShared: shared === true };
    } catch (error) {
      if (error instanceof SubgraphFailure) {
        onFailure(error);
        return { failure: error };
      }
      return { failure: internalError(subgraph, error) };
    }
  }
}

/** A fault of ours: its cause is for the log, clients see that it is internal. */
function internalError(subgraph: string, cause: unknown): GraphQLError {
  return new GraphQLError(`calling the subgraph "${subgraph}" failed`, {
    extensions: { code: "INTERNAL_SERVER_ERROR", serviceName: subgraph },
    originalError: cause instanceof Error ? cause : new Error(String(cause)),
  });
}
