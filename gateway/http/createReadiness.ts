import type { SubgraphTransport } from "../transport/SubgraphTransport.ts";

export type Phase = "starting" | "serving" | "draining";

/** The answer of `/ready`: names and states, never hosts. */
export interface Readiness {
  isReady: boolean;
  status: "ready" | "starting" | "draining" | "no subgraph answers";
  subgraphs: Record<string, "up" | "down">;
}

export interface ReadinessOptions {
  transports: () => ReadonlyMap<string, SubgraphTransport>;
  phase: () => Phase;
  /** How long an answer is given again, in milliseconds: probes must not become load on the subgraphs. @default 500 */
  keepMs?: number;
  /** A subgraph that does not answer within this time is down, in milliseconds. @default 2 000 */
  probeTimeoutMs?: number;
  /** Milliseconds of a monotonic clock. @default performance.now */
  now?: () => number;
}

/** Makes the function that says whether requests may be sent here: while serving, and while any subgraph answers. */
export function createReadiness({
  transports,
  phase,
  keepMs = 500,
  probeTimeoutMs = 2_000,
  now = () => performance.now(),
}: ReadinessOptions): () => Promise<Readiness> {
  let latest: { at: number; states: Promise<Readiness["subgraphs"]> } | null = null;

  const probeAll = async (): Promise<Readiness["subgraphs"]> =>
    Object.fromEntries(
      await Promise.all(
        [...transports()].map(async ([name, transport]) => [
          name,
          (await within(transport.isUp(), probeTimeoutMs)) ? "up" : "down",
        ]),
      ),
    );

  return async () => {
    if (latest === null || now() - latest.at >= keepMs) latest = { at: now(), states: probeAll() };
    const subgraphs = await latest.states;
    const current = phase();
    if (current !== "serving") return { isReady: false, status: current, subgraphs };
    const isReady = Object.values(subgraphs).includes("up");
    return { isReady, status: isReady ? "ready" : "no subgraph answers", subgraphs };
  };
}

function within(answer: Promise<boolean>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}
