import {
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import type { Caller } from "../../subgraphs/kit/caller/Caller.ts";
import {
  createErrorMask,
  type OnInternalError,
  printInternalError,
} from "../../subgraphs/kit/server/createErrorMask.ts";
import { type Clock, systemClock } from "./Clock.ts";
import { createDueTimer } from "./createDueTimer.ts";
import { createOperationCheck } from "./createOperationCheck.ts";
import { raceWithCaller } from "./raceWithCaller.ts";
import { SubgraphFailure } from "./SubgraphFailure.ts";
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from "./SubgraphTransport.ts";
import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

/** What the gateway needs of a subgraph that lives in its own process. */
export interface LocalSubgraph {
  name: string;
  schema: GraphQLSchema;
  createContext(caller?: Caller): object;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface InProcessOptions extends Partial<Pick<TransportKnobs, "timeoutMs" | "probeTimeoutMs">> {
  clock?: Clock;
  /** Told of every error of the subgraph that callers must not see. @default a line on standard error */
  onInternalError?: OnInternalError;
}

/**
 * Reaches a subgraph in this process: no serialization, the same answers and the same failures as over HTTP. A call that
 * times out or is cancelled is answered at once, though its resolvers may still be running. Objects and lists of an answer
 * are fresh; only the inside of a custom scalar's value may be the subgraph's own, and nobody has business there.
 */
export function inProcessTransport(
  subgraph: LocalSubgraph,
  {
    timeoutMs = TRANSPORT_KNOBS.timeoutMs.default,
    probeTimeoutMs = TRANSPORT_KNOBS.probeTimeoutMs.default,
    clock = systemClock,
    onInternalError = printInternalError,
  }: InProcessOptions = {},
): SubgraphTransport {
  const { name, schema } = subgraph;
  const check = createOperationCheck(schema);
  const mask = createErrorMask(onInternalError);
  const dues = createDueTimer(clock);

  const run = ({ query, variables, operationName }: SubgraphRequest, caller?: Caller) => {
    const checked = check(query);
    if ("errors" in checked) return checked;
    const result = execute({
      schema,
      document: checked.document,
      contextValue: subgraph.createContext(caller),
      ...(variables ? { variableValues: variables } : {}),
      ...(operationName ? { operationName } : {}),
    });
    return isPromise(result) ? result.then((settled) => answerOf(settled, mask)) : answerOf(result, mask);
  };

  return {
    async execute(request, context) {
      const now = clock.now();
      if (context.signal?.aborted) throw new SubgraphFailure(name, "SUBGRAPH_CANCELLED");
      if ((context.deadline ?? now + 1) <= now) throw new SubgraphFailure(name, "SUBGRAPH_TIMEOUT");
      let answer: ReturnType<typeof run>;
      try {
        answer = run(request, context.caller);
      } catch (error) {
        throw new SubgraphFailure(name, "SUBGRAPH_UNREACHABLE", error);
      }
      if (!isPromise(answer)) return answer;
      return raceWithCaller(answer, { name, context, attemptDue: now + timeoutMs, dues });
    },
    isUp: () => {
      const race = { name, context: { securityKey: "" }, attemptDue: clock.now() + probeTimeoutMs, dues };
      return raceWithCaller(subgraph.ping(), race).then(
        () => true,
        () => false,
      );
    },
    async close() {
      dues.close();
      await subgraph.close();
    },
  };
}

/** As a subgraph in another process answers: own mistakes explained, everything else behind an id of its log. */
function answerOf(
  { data, errors }: ExecutionResult,
  mask: ReturnType<typeof createErrorMask>,
): SubgraphAnswer {
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors ? { errors: errors.map((error) => mask(formatted(error, data), error)) } : {}),
  };
}

/** What is wrong before anything of a valid document was executed is wrong with its variables. */
function formatted(error: GraphQLError, data: ExecutionResult["data"]): GraphQLFormattedError {
  return data === undefined ? { ...error.toJSON(), extensions: { code: "BAD_USER_INPUT" } } : error.toJSON();
}

const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as { then?: unknown }).then === "function";
