import { createHash } from "node:crypto";
import { type ExecutionResult, GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import { createLocalPlanner } from "../planner/createLocalPlanner.ts";
import type { AppliedDirective } from "../planner/describeDirectives.ts";
import type { PlannedOperation, Planner } from "../planner/Planner.ts";
import type { SubgraphFailure } from "../transport/SubgraphFailure.ts";
import type { CallContext, SubgraphTransport } from "../transport/SubgraphTransport.ts";
import { ClientQuerySharing } from "./ClientQuerySharing.ts";
import type { JsonObject } from "./codegen.ts";
import type { CompiledOperation } from "./compileOperation.ts";
import type {
  EngineRequest,
  EngineResult,
  Generation,
  OperationCacheUse,
  RequestContext,
} from "./Generation.ts";
import { OperationCache } from "./OperationCache.ts";
import { plannedFieldNames } from "./plan/PlanKeys.ts";
import { Run, type RunEnvironment } from "./run/Run.ts";
import { runStep } from "./run/runPlan.ts";
import { WaitingBatches } from "./run/WaitingBatches.ts";
import { type PossibleTypes, TypeTable } from "./TypeTable.ts";
import { assumedVariables, coerceVariables } from "./variables.ts";

/** What execution must know of a supergraph; planners find it out on the way. */
export interface SupergraphFacts {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** Object types of every interface and union, `@inaccessible` ones included. */
  readonly possibleTypes: PossibleTypes;
  /** By name of the subgraph; the values do not matter here. */
  readonly subgraphs: ReadonlyMap<string, unknown>;
  /** What the supergraph says of its elements in directives: access, classification, cost. */
  readonly directives: readonly AppliedDirective[];
}

export interface GenerationOptions {
  supergraphSdl: string;
  /** How each subgraph of the supergraph is reached, by its name in the supergraph. They stay open: others may use them. */
  transports: ReadonlyMap<string, SubgraphTransport>;
  /** Makes the query plans; closed with the generation. @default plans in this thread */
  planner?: Planner & Partial<SupergraphFacts>;
  /** Told of every failed call, with its cause, for the log. @default nobody */
  onFailure?: (failure: SubgraphFailure) => void;
  /** Whether clients that ask the same query of the same context at the same time get one answer. @default true */
  shareClientQueries?: boolean;
  /** Told of every look-up of an operation among the compiled ones. @default nobody */
  onCacheUse?: (use: OperationCacheUse) => void;
  /** Most compiled operations kept. @default 1000 */
  maxOperations?: number;
  /**
   * How long a call may keep other entity fetches waiting for those that come after it, to be sent with them, in milliseconds;
   * longer where all calls of the operation take long. @default 250
   */
  maxBatchWaitMs?: number;
  /** Monotonic clock, in milliseconds. @default performance.now */
  now?: () => number;
}

/**
 * Makes a supergraph ready to run operations.
 * @throws Error when the SDL is no supergraph, or names a subgraph for which there is no transport
 */
export async function createGeneration({
  supergraphSdl,
  transports,
  planner = createLocalPlanner(supergraphSdl),
  onFailure = () => {},
  shareClientQueries = true,
  onCacheUse = () => {},
  maxOperations = 1_000,
  maxBatchWaitMs = 250,
  now = () => performance.now(),
}: GenerationOptions): Promise<Generation> {
  const {
    apiSchema: schema,
    possibleTypes,
    subgraphs,
    directives,
  } = factsOf(planner) ?? createLocalPlanner(supergraphSdl);
  const missing = [...subgraphs.keys()].find((name) => !transports.has(name));
  if (missing !== undefined)
    throw new Error(`the supergraph names a subgraph "${missing}" that nobody said how to reach`);
  const types = new TypeTable(possibleTypes);
  const operations = new OperationCache({
    schema,
    types,
    planner,
    plannedFieldNames: plannedFieldNames(supergraphSdl),
    max: maxOperations,
    onEvict: () => onCacheUse({ cache: "operation", event: "evict" }),
  });
  const environment: RunEnvironment = {
    transports,
    onFailure,
    maxBatchWaitMs,
    waiting: new WaitingBatches(maxBatchWaitMs),
    now,
    refusedCombinations: new Set(),
  };
  const sharing = shareClientQueries
    ? new ClientQuerySharing((...run) => runOperation(environment, ...run))
    : undefined;

  const execute = async (request: EngineRequest): Promise<EngineResult> => {
    try {
      const prepared = operations.prepare(request);
      const coerced = coerceVariables(schema, prepared.definition, request.variables);
      if ("errors" in coerced) return coerced;
      const { variables } = coerced;
      const known = operations.known(prepared, variables);
      onCacheUse({ cache: "operation", event: known ? "hit" : "miss" });
      const found = known ?? operations.compile(prepared, variables);
      const operation = found instanceof Promise ? await planned(found, request.context) : found;
      if (!sharing || prepared.definition.operation !== "query")
        return await runOperation(environment, operation, variables, request.context);
      return await sharing.run(operation, variables, request.context);
    } catch (error) {
      return { errors: [asGraphQLError(error)] };
    }
  };

  const warm = async (ahead: readonly PlannedOperation[]): Promise<number> => {
    let ready = 0;
    for (const { source, operationName } of ahead) {
      try {
        const document = parse(source, { noLocation: true });
        if (validate(schema, document).length > 0) continue;
        const named = operationName ? { operationName } : {};
        const prepared = operations.prepare({ source, document, ...named });
        const variables = assumedVariables(prepared.definition);
        await (operations.known(prepared, variables) ?? operations.compile(prepared, variables));
        ready += 1;
      } catch {
        // Whoever asks for it will be told what is wrong with it.
      }
    }
    return ready;
  };

  return {
    hash: createHash("sha256").update(supergraphSdl).digest("hex"),
    apiSchema: schema,
    directives,
    possibleTypes,
    execute,
    warm,
    async close() {
      operations.clear();
      await planner.close();
    },
  };
}

/** Waits for an operation that is being planned and compiled. */
async function planned(
  compiling: Promise<CompiledOperation>,
  { observer }: RequestContext,
): Promise<CompiledOperation> {
  const end = observer?.phaseStarts("plan");
  try {
    return await compiling;
  } finally {
    end?.();
  }
}

async function runOperation(
  environment: RunEnvironment,
  operation: CompiledOperation,
  variables: JsonObject,
  context: CallContext,
): Promise<ExecutionResult> {
  const run = new Run(operation, variables, context, environment);
  const { step } = operation.plan;
  if (step) await runStep(run, step);
  const data = operation.makeResponse(run.data, variables, (path, message) =>
    run.errors.addInvalid(path, message),
  );
  const errors = run.errors.list;
  return errors.length > 0 ? { errors, data } : { data };
}

function factsOf({
  apiSchema,
  possibleTypes,
  subgraphs,
  directives,
}: Partial<SupergraphFacts>): SupergraphFacts | undefined {
  return apiSchema && possibleTypes && subgraphs && directives
    ? { apiSchema, possibleTypes, subgraphs, directives }
    : undefined;
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError("the operation could not be run", {
    extensions: { code: "INTERNAL_SERVER_ERROR" },
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}
