import type { ServerResponse } from "node:http";
import type { GraphqlAnswer } from "./answerGraphql.ts";

/** Sends an answer as it is, its length known beforehand; nothing when the response was already begun or the client is gone. */
export async function sendAnswer(
  response: ServerResponse,
  { status, headers, body }: GraphqlAnswer,
): Promise<void> {
  if (response.headersSent || response.destroyed) return;
  if (typeof body === "string") return sendText(response, status, headers, body);
  response.writeHead(status, headers);
  for await (const part of body) {
    if (response.destroyed) return;
    response.write(part);
  }
  response.end();
}

/** Up to this many characters a text is sent faster together with the headers than as bytes of its own. */
const SHORT = 4_096;

/** Sends a whole text as UTF-8; `encode` makes the bytes of a long one. */
export function sendText(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
  encode: (text: string) => Buffer = Buffer.from,
): void {
  if (text.length > SHORT) sendBytes(response, status, headers, encode(text));
  else {
    headers["content-length"] = String(Buffer.byteLength(text));
    response.writeHead(status, headers);
    response.end(text);
  }
}

/** Sends a whole body (to a HEAD request: only its length). */
export function sendBytes(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  bytes: Buffer,
): void {
  headers["content-length"] = String(bytes.length);
  response.writeHead(status, headers);
  response.end(bytes);
}
