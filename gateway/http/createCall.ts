import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { Caller } from "../../subgraphs/kit/caller/Caller.ts";
import type { Alarms } from "../../subgraphs/kit/server/createAlarms.ts";
import type { ObservedCallContext } from "../observability/CallObserver.ts";
import type { RequestRecord } from "../observability/RequestRecord.ts";
import { parseTraceparent } from "../observability/traces/traceparent.ts";
import { CancelSource } from "../transport/CancelSource.ts";
import { securityKeyOf } from "./securityKeyOf.ts";

export interface CallOptions {
  /** Headers for the subgraphs. */
  forward: (headers: IncomingHttpHeaders, requestId: string) => Readonly<Record<string, string>>;
  /** When the answer is due, in milliseconds from now. */
  timeoutMs: number;
  /** Ring some time after the answer was due. */
  overdue: Alarms;
  /** Called when the answer is long overdue: whoever should have given up has not. */
  onOverdue: () => void;
}

/**
 * On whose behalf and until when the engine works for one request. Its signal is aborted when the client goes away
 * before it has its answer, and when the answer is overdue.
 */
export function createCall(
  caller: Caller,
  headers: IncomingHttpHeaders,
  response: ServerResponse,
  record: RequestRecord,
  { forward, timeoutMs, overdue, onOverdue }: CallOptions,
): ObservedCallContext {
  const signal = new CancelSource();
  if (response.destroyed)
    signal.cancel(); // gone while it was found out who asks
  else {
    const alarm = overdue.set(() => {
      signal.cancel();
      onOverdue();
    });
    response.on("close", () => {
      overdue.callOff(alarm);
      if (!response.writableFinished) signal.cancel();
    });
  }
  const given = typeof headers.traceparent === "string" ? headers.traceparent : undefined;
  const { traceId } = parseTraceparent(record.span?.traceparent ?? given) ?? {};
  return {
    securityKey: securityKeyOf(caller),
    caller,
    signal,
    deadline: Date.now() + timeoutMs,
    headers: forward(headers, record.requestId),
    observer: record,
    ...(headers["x-cost"] === "1" ? { wantsCost: true } : {}),
    requestId: record.requestId,
    ...(traceId === undefined ? {} : { traceId }),
  };
}
