import type { SubgraphTransport } from "../transport/SubgraphTransport.ts";
import type { ObservedCallContext, ObservedSubgraphCall } from "./CallObserver.ts";

/**
 * The same transport; each call is counted for the client request it belongs to and, when that one is traced,
 * becomes a span whose `traceparent` the subgraph receives. Costs one increment when it is not.
 */
export function observeTransport(service: string, transport: SubgraphTransport): SubgraphTransport {
  return {
    execute(request, context) {
      const { observer }: ObservedCallContext = context;
      const call = observer?.callStarts(service, request.kind);
      if (!call) return transport.execute(request, context);
      const traced = { ...context, headers: { ...context.headers, traceparent: call.traceparent } };
      return heard(transport.execute(request, traced), call);
    },
    isUp: () => transport.isUp(),
    close: () => transport.close(),
  };
}

async function heard<A extends { errors?: readonly unknown[] }>(
  answer: Promise<A>,
  call: ObservedSubgraphCall,
): Promise<A> {
  try {
    const { errors } = await answer;
    call.ends(errors && errors.length > 0 ? "GRAPHQL_ERRORS" : undefined);
  } catch (error) {
    call.ends(String((error as { code?: unknown }).code ?? "INTERNAL_SERVER_ERROR"));
  }
  return answer;
}
