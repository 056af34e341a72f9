import type { Logger } from "pino";
import type { RequestRecord } from "../RequestRecord.ts";

/** How a request ended. */
export interface RequestEnd {
  status: number;
  /** The client went away before it had the whole answer. */
  aborted: boolean;
  /** From the request's arrival to the end of the answer's sending. */
  durationMs: number;
}

/** One line per GraphQL request at `info`; requests for health, metrics and pages only at `debug`. Never variables or query text. */
export function logRequest(logger: Logger, record: RequestRecord, end: RequestEnd): void {
  const level = record.route === "graphql" ? "info" : "debug";
  if (!logger.isLevelEnabled(level)) return;
  const { requestId, route, operationName, kind, outcome, errors, subgraphCalls } = record;
  logger[level](
    {
      requestId,
      route,
      status: end.status,
      durationMs: Math.round(end.durationMs * 10) / 10,
      ...(end.aborted ? { aborted: true } : {}),
      ...(operationName ? { operationName: operationName.slice(0, 100) } : {}),
      ...(kind ? { kind } : {}),
      ...(outcome ? { outcome } : {}),
      ...(errors.length > 0 ? { codes: [...new Set(errors.map(({ code }) => code))] } : {}),
      ...(subgraphCalls > 0 ? { subgraphCalls } : {}),
    },
    "request",
  );
}
