/**
 * A server answers in a script's order: rightly (with its keys in another order), wrongly, with an error, never. The load
 * client has to tell them apart: a wrong answer is no throughput, and a time-out is not a wrong answer.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { closedLoop } from "./closedLoop.ts";
import type { LoadResult } from "./LoadOrder.ts";

type Answer = (response: ServerResponse) => void;

const RIGHT: Answer = (response) => response.end('{"data":{"a":1,"b":[2]}}');
const RIGHT_IN_ANOTHER_ORDER: Answer = (response) => response.end('{"data":{"b":[2],"a":1}}');
const WRONG: Answer = (response) => response.end('{"data":{"a":1,"b":[3]}}');
const NOT_JSON: Answer = (response) => response.end("<html>");
const REFUSED: Answer = (response) => response.writeHead(503).end('{"data":{"a":1,"b":[2]}}');
const NEVER: Answer = () => {};
const CUT: Answer = (response) => response.destroy();

/** Loads a server that answers as scripted, one request at a time. */
async function load(...script: Answer[]): Promise<LoadResult> {
  const answers = script.values();
  const server = createServer((_request, response) => answers.next().value?.(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await closedLoop({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
      body: '{"query":"{a b}"}',
      connections: 1,
      seconds: 30,
      maxRequests: script.length,
      timeoutMs: 300,
      expected: '{"data":{"a":1,"b":[2]}}',
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("the load client", () => {
  it("counts right answers, whatever the order of keys", async () => {
    const result = await load(RIGHT, RIGHT_IN_ANOTHER_ORDER, RIGHT);
    expect(result).toMatchObject({ right: 3, wrong: 0, timedOut: 0, failed: 0 });
    expect(result.firstFault).toBeUndefined();
  });

  it("counts wrong answers apart, and shows the first", async () => {
    const result = await load(RIGHT, WRONG, NOT_JSON, RIGHT);
    expect(result).toMatchObject({ right: 2, wrong: 2, timedOut: 0, failed: 0 });
    expect(result.firstFault).toContain('"b":[3]');
  });

  it("does not take a right body with a bad status for right", async () => {
    expect(await load(REFUSED)).toMatchObject({ right: 0, wrong: 1 });
  });

  it("counts time-outs and broken connections apart from wrong answers", async () => {
    expect(await load(NEVER, RIGHT)).toMatchObject({ right: 1, wrong: 0, timedOut: 1, failed: 0 });
    expect(await load(CUT, RIGHT)).toMatchObject({ right: 1, wrong: 0, timedOut: 0, failed: 1 });
  });
});
