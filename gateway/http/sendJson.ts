import type { ServerResponse } from "node:http";
import { sendBytes } from "../../subgraphs/kit/server/sendAnswer.ts";
import type { ErrorCode } from "../policy/ErrorCode.ts";

const JSON_HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

/** Sends a JSON body; nothing when the response was already begun or the client is gone. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  sendBytes(response, status, { ...JSON_HEADERS, ...headers }, Buffer.from(JSON.stringify(body)));
}

/** The body of an answer that is one error. */
export function problem(message: string, code: ErrorCode = "BAD_REQUEST") {
  return { errors: [{ message, extensions: { code } }] };
}
