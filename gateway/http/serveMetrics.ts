import type { ServerResponse } from "node:http";
import { listen } from "../../subgraphs/kit/server/listen.ts";
import { sendBytes } from "../../subgraphs/kit/server/sendAnswer.ts";
import type { Metrics } from "../observability/metrics/createMetrics.ts";
import { problem, sendJson } from "./sendJson.ts";

/**
 * Serves `/metrics` on a port of its own, for networks where figures are not for everybody.
 * @returns ends it
 * @throws StartError when it cannot listen
 */
export async function serveMetrics(
  metrics: Metrics,
  address: { port: number; host?: string },
): Promise<() => Promise<void>> {
  const { close } = await listen((request, response) => {
    if (request.url?.split("?")[0] !== "/metrics") return sendJson(response, 404, problem("nothing is here"));
    sendMetrics(metrics, response).catch(() => response.destroy());
  }, address);
  return close;
}

/** Answers with all figures in Prometheus' text format. */
export async function sendMetrics(metrics: Metrics, response: ServerResponse): Promise<void> {
  const { contentType, text } = await metrics.render();
  if (response.destroyed) return;
  sendBytes(response, 200, { "content-type": contentType, "cache-control": "no-store" }, Buffer.from(text));
}
