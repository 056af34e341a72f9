import { type Clock, systemClock } from "./Clock.ts";
import { createBudget } from "./createBudget.ts";
import { pause } from "./pause.ts";
import { SubgraphFailure } from "./SubgraphFailure.ts";
import type { CallContext, SubgraphAnswer, SubgraphRequest, SubgraphTransport } from "./SubgraphTransport.ts";
import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

type RetryKnobs =
  | "maxRetries"
  | "retryPercent"
  | "retryMinPerSecond"
  | "retryBaseDelayMs"
  | "retryMaxDelayMs"
  | "retryTimeouts";

export interface RetryOptions extends Partial<Pick<TransportKnobs, RetryKnobs>> {
  /** The subgraph's name, for failures. */
  name: string;
  clock?: Clock;
  /** @default Math.random */
  random?: () => number;
}

/** A proxy in front of the subgraph answered in its place: Bad Gateway, Service Unavailable, Gateway Timeout (RFC 9110). */
const PROXY_STATUS = new Set([502, 503, 504]);

/**
 * Sends a query again that nobody answered: the subgraph was unreachable, or a proxy said so. Each further attempt waits a
 * random time below an exponentially growing bound ("full jitter"), must fit before the deadline, and is paid for
 * from a budget, so that a subgraph in trouble is not drowned. Mutations are sent once, whatever happens.
 */
export function withRetries(
  transport: SubgraphTransport,
  {
    name,
    maxRetries = TRANSPORT_KNOBS.maxRetries.default,
    retryPercent = TRANSPORT_KNOBS.retryPercent.default,
    retryMinPerSecond = TRANSPORT_KNOBS.retryMinPerSecond.default,
    retryBaseDelayMs = TRANSPORT_KNOBS.retryBaseDelayMs.default,
    retryMaxDelayMs = TRANSPORT_KNOBS.retryMaxDelayMs.default,
    retryTimeouts = TRANSPORT_KNOBS.retryTimeouts.default,
    clock = systemClock,
    random = Math.random,
  }: RetryOptions,
): SubgraphTransport {
  const budget = createBudget({ percent: retryPercent, minPerSecond: retryMinPerSecond }, clock);

  const isUnanswered = (failure: SubgraphFailure) => {
    if (failure.code === "SUBGRAPH_UNREACHABLE") return failure.status === undefined;
    if (failure.code === "SUBGRAPH_TIMEOUT") return retryTimeouts;
    return failure.code === "SUBGRAPH_BAD_RESPONSE" && PROXY_STATUS.has(failure.status ?? 0);
  };

  const retry = async (
    failure: unknown,
    attempt: number,
    request: SubgraphRequest,
    context: CallContext,
  ): Promise<SubgraphAnswer> => {
    if (!(failure instanceof SubgraphFailure) || !isUnanswered(failure) || attempt > maxRetries)
      throw failure;
    if (context.signal?.aborted) throw failure;
    const delay = random() * Math.min(retryMaxDelayMs, retryBaseDelayMs * 2 ** (attempt - 1));
    const isTooLate = clock.now() + delay >= (context.deadline ?? Number.POSITIVE_INFINITY);
    if (isTooLate || !budget.withdraw()) throw failure;
    if (!(await pause(delay, context.signal, clock)))
      throw new SubgraphFailure(name, "SUBGRAPH_CANCELLED", failure);
    if (context.trace) context.trace.retries++;
    return transport
      .execute(request, context)
      .catch((next: unknown) => retry(next, attempt + 1, request, context));
  };

  return {
    execute(request, context) {
      const answer = transport.execute(request, context);
      if (request.kind !== "query") return answer;
      budget.deposit();
      return answer.catch((failure: unknown) => retry(failure, 1, request, context));
    },
    isUp: () => transport.isUp(),
    close: () => transport.close(),
  };
}
