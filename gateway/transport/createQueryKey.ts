import { LRUCache } from "lru-cache";
import type { CallContext, SubgraphRequest } from "./SubgraphTransport.ts";

/** Headers that say which request this is, not what it asks. */
const TRACE_HEADERS = new Set(["x-request-id", "traceparent", "tracestate"]);
const REMEMBERED_QUERIES = 2_000;

/**
 * Makes the function that writes what makes two queries the same: text, name, variables, security key and headers.
 * Lengths stand before the parts, so that no part can pass for another.
 */
export function createQueryKey({ shareAcrossTraces }: { shareAcrossTraces: boolean }) {
  // Long texts that come again and again are named by a number: it is cheaper to hash.
  const queryIds = new LRUCache<string, number>({ max: REMEMBERED_QUERIES });
  const headerTexts = new WeakMap<object, string>();
  let lastId = 0;

  const idOf = (query: string) => {
    const known = queryIds.get(query);
    if (known !== undefined) return known;
    queryIds.set(query, ++lastId);
    return lastId;
  };
  const textOf = (headers: CallContext["headers"]) => {
    if (!headers) return "";
    const known = headerTexts.get(headers);
    if (known !== undefined) return known;
    const telling = Object.entries(headers).filter(
      ([name]) => !shareAcrossTraces || !TRACE_HEADERS.has(name.toLowerCase()),
    );
    const text = telling.length > 0 ? JSON.stringify(telling.sort()) : "";
    headerTexts.set(headers, text);
    return text;
  };

  return (
    { query, operationName = "" }: SubgraphRequest,
    variablesText: string,
    { securityKey, headers }: CallContext,
  ): string => {
    const headerText = textOf(headers);
    return `${idOf(query)} ${operationName.length} ${securityKey.length} ${headerText.length} ${operationName}${securityKey}${headerText}${variablesText}`;
  };
}
