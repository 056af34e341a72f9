import { errors, Pool } from "undici";
import { SubgraphFailure } from "./SubgraphFailure.ts";
import type { SubgraphResponse, SubgraphTransport } from "./SubgraphTransport.ts";

export interface HttpTransportOptions {
  name: string;
  /** The subgraph's GraphQL endpoint. */
  url: string;
  /** Longest wait for a whole answer, in milliseconds. */
  timeoutMs: number;
  /** Largest answer that is read, in bytes. @default 32 MiB */
  maxResponseBytes?: number;
}

/** Reaches a subgraph over HTTP on a pool of kept-alive connections. */
export function httpTransport({
  name,
  url,
  timeoutMs,
  maxResponseBytes = 33_554_432,
}: HttpTransportOptions): SubgraphTransport {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: 32,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
    maxResponseSize: maxResponseBytes,
  });

  const post = async (body: string): Promise<SubgraphResponse> => {
    const response = await pool.request({
      method: "POST",
      path: pathname + search,
      headers: { "content-type": "application/json", accept: "application/json" },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = (await response.body.json()) as SubgraphResponse | null;
    const isGraphQL =
      typeof answer === "object" && answer !== null && ("data" in answer || Array.isArray(answer.errors));
    if (!isGraphQL) throw new SubgraphFailure(name, "SUBGRAPH_BAD_RESPONSE", `status ${response.statusCode}`);
    return answer;
  };

  return {
    async execute(request) {
      try {
        return await post(JSON.stringify(request));
      } catch (error) {
        throw error instanceof SubgraphFailure ? error : new SubgraphFailure(name, codeOf(error), error);
      }
    },
    isUp: () =>
      post('{"query":"{__typename}"}').then(
        ({ data }) => Boolean(data),
        () => false,
      ),
    close: () => pool.destroy(),
  };
}

function codeOf(error: unknown) {
  if (error instanceof SyntaxError || error instanceof errors.ResponseExceededMaxSizeError)
    return "SUBGRAPH_BAD_RESPONSE";
  const isTimeout =
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError ||
    (error as Error).name === "TimeoutError";
  return isTimeout ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNREACHABLE";
}
