import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { refusalAnswer } from "./answerGraphql.ts";
import { RequestRefusal } from "./RequestRefusal.ts";
import { sendAnswer } from "./sendAnswer.ts";
import { TransientSet } from "./TransientSet.ts";

/** What cannot even be read as HTTP: status and message by the error's code. */
const BROKEN: Record<string, [status: number, message: string]> = {
  HPE_HEADER_OVERFLOW: [431, "the headers are too large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "the chunk extensions are too large"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request did not arrive in time"],
};

/** How long a connection stays open for its last answer to be read, in milliseconds. */
const LINGER_MS = 500;

/**
 * Answers what is not HTTP, or comes too slowly, with a coded JSON error as everything else; then closes the connection.
 * `isAnswering` says whether a response is on its way on a socket, which must not be mixed with another.
 */
export function answerBrokenRequests(
  server: Server,
  isAnswering: (socket: Socket) => boolean = watchAnswers(server),
): void {
  const answered = new WeakSet<Socket>();
  server.on("clientError", (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    if (answered.has(socket)) return;
    if (error.code === "ECONNRESET" || !socket.writable || isAnswering(socket)) return void socket.destroy();
    answered.add(socket);
    const [status, message] = BROKEN[error.code ?? ""] ?? [400, "this is not a valid HTTP request"];
    const { headers, body } = refusalAnswer(new RequestRefusal(status, message, { connection: "close" }));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    // Closing at once would reset the connection, and the client might never see the answer.
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  });
  server.on("checkExpectation", (_: IncomingMessage, response: ServerResponse) =>
    sendAnswer(response, refusalAnswer(new RequestRefusal(417, "the expectation cannot be met"))).catch(() =>
      response.destroy(),
    ),
  );
}

function watchAnswers(server: Server): (socket: Socket) => boolean {
  const inFlight = new TransientSet<ServerResponse>();
  server.on("request", (_, response) => {
    inFlight.add(response);
    response.on("close", () => inFlight.delete(response));
  });
  return (socket) => [...inFlight].some((response) => response.socket === socket && response.headersSent);
}
