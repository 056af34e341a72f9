import { performance } from "node:perf_hooks";
import { errors, Pool } from "undici";
import { AnswerCheck } from "./AnswerCheck.ts";
import type { LoadOrder, LoadResult } from "./LoadOrder.ts";

const HEADERS = { "content-type": "application/json", accept: "application/json" };
const FAULT_LENGTH = 300;

/** Keeps a number of connections busy, each with its next request as soon as the last was answered; checks every answer. */
export async function closedLoop(order: LoadOrder): Promise<LoadResult> {
  const { origin, pathname } = new URL(order.url);
  const pool = new Pool(origin, {
    connections: order.connections,
    pipelining: 1,
    headersTimeout: order.timeoutMs,
    bodyTimeout: order.timeoutMs,
  });
  const check = new AnswerCheck(order.expected);
  const result = { right: 0, wrong: 0, timedOut: 0, failed: 0 };
  const latencies: number[] = [];
  let firstFault: string | undefined;
  let begun = 0;
  const start = performance.now();
  const end = start + order.seconds * 1_000;

  const askOnce = async (): Promise<void> => {
    const from = performance.now();
    try {
      const { status, answer } = await post(pool, pathname, order.body);
      if (check.isRight(status, answer)) {
        result.right += 1;
        latencies.push(performance.now() - from);
      } else {
        result.wrong += 1;
        firstFault ??= `${status} ${answer.toString().slice(0, FAULT_LENGTH)}`;
      }
    } catch (error) {
      const isTimeout =
        error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
      result[isTimeout ? "timedOut" : "failed"] += 1;
      firstFault ??= String(error);
    }
  };
  const keepBusy = async (): Promise<void> => {
    while (begun < order.maxRequests && performance.now() < end) {
      begun += 1;
      await askOnce();
    }
  };
  await Promise.all(Array.from({ length: order.connections }, keepBusy));
  const seconds = (performance.now() - start) / 1_000;
  await pool.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return {
    ...result,
    seconds,
    p50: at(0.5) ?? Number.NaN,
    p99: at(0.99) ?? Number.NaN,
    ...(firstFault ? { firstFault } : {}),
  };
}

/** One POST over `Pool.dispatch`: the cheapest way undici has, as the client shares its core with the subgraphs. */
function post(pool: Pool, path: string, body: string): Promise<{ status: number; answer: Buffer }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    pool.dispatch(
      { method: "POST", path, headers: HEADERS, body },
      {
        onRequestStart() {},
        onResponseStart(_controller, statusCode) {
          status = statusCode;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          resolve({ status, answer: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks) });
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}
