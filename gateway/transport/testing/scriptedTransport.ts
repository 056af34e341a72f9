import { onCancel } from "../onCancel.ts";
import { SubgraphFailure, type SubgraphFailureCode } from "../SubgraphFailure.ts";
import type {
  CallContext,
  SubgraphAnswer,
  SubgraphRequest,
  SubgraphTransport,
} from "../SubgraphTransport.ts";

/** One call that reached the subgraph, to be answered by the test. */
export interface SeenCall {
  request: SubgraphRequest;
  context: CallContext;
  cancelled: boolean;
  answer(data?: Record<string, unknown>): void;
  fail(code: SubgraphFailureCode, details?: { status?: number; tooLarge?: boolean }): void;
}

/** A subgraph in the hands of the test: `calls` are those that reached it, each open until the test ends it. */
export interface ScriptedTransport extends SubgraphTransport {
  readonly calls: SeenCall[];
}

/** `reply` ends calls as they come; without it they stay open. */
export function scriptedTransport(reply?: (call: SeenCall, index: number) => void): ScriptedTransport {
  const calls: SeenCall[] = [];
  return {
    calls,
    execute: (request, context) =>
      new Promise<SubgraphAnswer>((resolve, reject) => {
        const call: SeenCall = {
          request,
          context,
          cancelled: false,
          answer: (data = { a: 1 }) => resolve({ data }),
          fail: (code, details) => reject(new SubgraphFailure("clinics", code, undefined, details)),
        };
        if (context.signal)
          onCancel(context.signal, () => {
            call.cancelled = true;
            call.fail("SUBGRAPH_CANCELLED");
          });
        calls.push(call);
        reply?.(call, calls.length - 1);
      }),
    isUp: async () => true,
    close: async () => {},
  };
}

export const QUERY: SubgraphRequest = { query: "{ a }", kind: "query" };
export const MUTATION: SubgraphRequest = { query: "mutation { a }", kind: "mutation" };
export const CALLER: CallContext = { securityKey: "nurse" };

/** How a call ended: the answer's data, or the failure's code. */
export const outcome = (call: Promise<SubgraphAnswer>) =>
  call.then(
    ({ data }) => data,
    (error: SubgraphFailure) => error.code ?? error,
  );
