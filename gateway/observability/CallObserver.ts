import type { CallContext } from "../transport/SubgraphTransport.ts";

/** A call to a subgraph whose end someone wants to hear of. */
export interface ObservedSubgraphCall {
  /** W3C `traceparent` for the subgraph to continue. */
  traceparent: string;
  /** @param failure code of what went wrong, if anything */
  ends(failure?: string): void;
}

/** Told what is done for one client request: the calls made, the phases gone through. */
export interface CallObserver {
  /** @returns what to tell at the end; `null` when nobody listens */
  callStarts(service: string, kind: string): ObservedSubgraphCall | null;
  /** A phase such as `plan` begins. @returns to be called at its end; `null` when nobody listens */
  phaseStarts(name: string): (() => void) | null;
}

/** A call context as the front door makes it. */
export interface ObservedCallContext extends CallContext {
  observer?: CallObserver;
}
