import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CallRecord, type CallStatistics, representationsIn } from "./CallStatistics.ts";

/** A GraphQL request as a gateway sends it. */
export interface SubgraphCall {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

/** Works out the answer to a request that was not seen before. */
export type FreshAnswer = (call: SubgraphCall) => Promise<unknown>;

/** How many different requests are remembered; a benchmark's run has a few dozen. */
const MAX_REMEMBERED = 2_000;

/**
 * Serves a subgraph so cheaply that the gateway is what is measured: a request seen before, to the letter, is answered
 * with the bytes worked out the first time. Answers with errors are not remembered.
 * @returns the port it listens on, on the loopback address
 */
export async function replayServer(
  subgraph: string,
  freshAnswer: FreshAnswer,
  statistics: CallStatistics,
): Promise<number> {
  const remembered = new Map<string, { call: CallRecord; answer: Buffer }>();

  const answerTo = async (body: string) => {
    const known = remembered.get(body);
    if (known) return known;
    const request = JSON.parse(body) as SubgraphCall;
    const response = await freshAnswer(request);
    const answer = Buffer.from(JSON.stringify(response));
    const call = {
      representations: representationsIn(subgraph, request.variables),
      requestBytes: Buffer.byteLength(body),
      responseBytes: answer.length,
    };
    const isWhole = (response as { errors?: unknown }).errors === undefined;
    if (isWhole && remembered.size < MAX_REMEMBERED) remembered.set(body, { call, answer });
    return { call, answer };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { call, answer } = await answerTo(await textOf(request));
    statistics.add(call);
    response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
    response.end(answer);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(400).end());
  });
  server.keepAliveTimeout = 300_000; // a contestant that waits for its turn must not find its connections closed
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.once("end", () => resolve(Buffer.concat(chunks).toString()));
    request.once("error", reject);
  });
}
