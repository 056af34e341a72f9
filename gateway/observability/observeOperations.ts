import type { ApolloServerPlugin, GraphQLRequestContext, GraphQLRequestListener } from "@apollo/server";
import { type GraphQLFormattedError, print, visit } from "graphql";
import type { Logger } from "pino";
import { errorCode } from "../policy/ErrorCode.ts";
import type { ObservedCallContext } from "./CallObserver.ts";
import { type OperationKind, type OperationOutcome, RequestRecord } from "./RequestRecord.ts";

/** What Apollo Server's context holds for each request of the gateway. */
export interface CallHolder {
  call?: ObservedCallContext;
}

/** Apollo Server plugin that notes what the operation of a request was and how it went. One listener serves all requests. */
export function observeOperations(logger: Logger): ApolloServerPlugin<CallHolder> {
  const noteAnswer: GraphQLRequestListener<CallHolder> = {
    async willSendResponse(context) {
      const record = recordOf(context);
      if (!record) return;
      const { body } = context.response;
      const operation = {
        name: context.operationName ?? null,
        kind: context.operation?.operation ?? null,
      };
      noteOutcome(record, operation, body.kind === "single" ? body.singleResult : undefined);
      if (logger.isLevelEnabled("debug") && context.document) {
        logger.debug(
          { requestId: record.requestId, query: withoutLiterals(context.document) },
          "the operation of a request",
        );
      }
    },
  };
  const withPhases: GraphQLRequestListener<CallHolder> = {
    ...noteAnswer,
    parsingDidStart: async (context) => asyncEnd(recordOf(context)?.phaseStarts("graphql.parse")),
    validationDidStart: async (context) => asyncEnd(recordOf(context)?.phaseStarts("graphql.validate")),
    async executionDidStart(context) {
      const executionDidEnd = asyncEnd(recordOf(context)?.phaseStarts("graphql.execute"));
      return executionDidEnd ? { executionDidEnd } : undefined;
    },
  };
  return {
    async requestDidStart(context) {
      return recordOf(context)?.span ? withPhases : noteAnswer;
    },
  };
}

/** Notes what the operation of a request was, and how it went where that is known. */
export function noteOutcome(
  record: RequestRecord,
  { name, kind }: { name: string | null; kind: OperationKind | null },
  result: { data?: unknown; errors?: readonly GraphQLFormattedError[] } | undefined,
): void {
  record.operationName = name;
  record.kind = kind;
  if (!result) return;
  const { data, errors = [] } = result;
  record.outcome = worse(record.outcome, errors.length === 0 ? "ok" : data ? "partial" : "failed");
  for (const error of errors) record.errors.push(countedError(error));
}

function recordOf({ contextValue }: Pick<GraphQLRequestContext<CallHolder>, "contextValue">) {
  const observer = contextValue.call?.observer;
  return observer instanceof RequestRecord ? observer : undefined;
}

/** Of a batch's operations, the worst counts. */
function worse(first: OperationOutcome | null, second: OperationOutcome): OperationOutcome {
  const order: OperationOutcome[] = ["ok", "partial", "failed"];
  return first && order.indexOf(first) > order.indexOf(second) ? first : second;
}

function countedError({ extensions }: GraphQLFormattedError) {
  const service = extensions?.serviceName;
  return { code: errorCode(extensions?.code), service: typeof service === "string" ? service : null };
}

function asyncEnd(end: (() => void) | null | undefined): (() => Promise<void>) | undefined {
  return end ? async () => end() : undefined;
}

/** The operation's text, its literal values emptied: they may be personal data. */
function withoutLiterals(document: Parameters<typeof print>[0]): string {
  return print(
    visit(document, {
      StringValue: (node) => ({ ...node, value: "", block: false }),
      IntValue: (node) => ({ ...node, value: "0" }),
      FloatValue: (node) => ({ ...node, value: "0" }),
    }),
  );
}
