import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";

/** Turns results into what is sent. */
export interface ResultWriter {
  /** To be installed in Apollo Server: learns which results are shared. */
  plugin: ApolloServerPlugin;
  /** To be told of a result that does not go through Apollo Server, before it is written. */
  noteShared(result: { data?: object | null | undefined; shared?: boolean }): void;
  /** Apollo Server's `stringifyResult`. */
  stringifyResult(result: FormattedExecutionResult): string;
  /** The text as bytes; those of a shared result are made once. */
  encode(text: string): Buffer;
}

/**
 * Writes results as JSON, and lets go of them.
 *
 * Apollo Server 5 keeps what the gateway answered reachable until the next major collection; under load that fills
 * the old generation. So `data` is emptied as soon as it is text. A result that carries `shared: true` (several
 * requests, or a cache, hold the same `data`) is never touched: it is written once for all who wait for it.
 */
export function createResultWriter(): ResultWriter {
  const shared = new WeakMap<object, { text?: string }>();
  let latest: { text: string; bytes: Buffer } | null = null;

  const noteShared: ResultWriter["noteShared"] = ({ data, shared: isShared }) => {
    if (isShared && data && !shared.has(data)) shared.set(data, {});
  };
  const listener: GraphQLRequestListener<object> = {
    async willSendResponse({ response: { body } }) {
      if (body.kind === "single") noteShared(body.singleResult);
    },
  };

  return {
    plugin: { requestDidStart: async () => listener },
    noteShared,
    stringifyResult(result) {
      const { data } = result;
      const common = data ? shared.get(data) : undefined;
      if (!common) {
        const text = JSON.stringify(result);
        if (data) empty(data);
        return text;
      }
      // Errors are formatted for each request anew, so only an answer without them is the same text for all.
      if (result.errors || result.extensions) return JSON.stringify(result);
      common.text ??= JSON.stringify(result);
      return rememberForThisTurn(common.text);
    },
    encode: (text) => (latest?.text === text ? latest.bytes : Buffer.from(text)),
  };

  /** All who wait for a shared result are answered in one turn of the event loop; then it may go. */
  function rememberForThisTurn(text: string): string {
    if (latest?.text === text) return text;
    const entry = { text, bytes: Buffer.from(text) };
    latest = entry;
    setImmediate(() => {
      if (latest === entry) latest = null;
    });
    return text;
  }
}

function empty(data: Record<string, unknown>): void {
  if (Object.isFrozen(data)) return;
  for (const key in data) data[key] = undefined;
}
