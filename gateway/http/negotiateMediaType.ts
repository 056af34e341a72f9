import { LRUCache } from "lru-cache";
import { negotiate } from "./negotiate.ts";

/** The media types of a GraphQL answer (GraphQL over HTTP §4.1). */
export const JSON_TYPE = "application/json; charset=utf-8";
const GRAPHQL_TYPE = "application/graphql-response+json; charset=utf-8";

type MediaType = typeof JSON_TYPE | typeof GRAPHQL_TYPE;

/**
 * Makes the function that chooses an answer's media type by the `Accept` header: `application/json` where there is
 * none, `null` where neither is acceptable. Clients send the same few headers, so the last hundred are remembered.
 */
export function createMediaTypeNegotiator(): (accept: string | undefined) => MediaType | null {
  const known = new LRUCache<string, { type: MediaType | null }>({ max: 100 });
  return (accept) => {
    if (!accept) return JSON_TYPE;
    const remembered = known.get(accept);
    if (remembered) return remembered.type;
    const type = negotiate<MediaType>(accept, [JSON_TYPE, GRAPHQL_TYPE], exactness);
    if (accept.length <= 500) known.set(accept, { type });
    return type;
  };
}

function exactness(range: string, offer: MediaType): number {
  if (range === "*/*") return 1;
  if (range === "application/*") return 2;
  return offer.startsWith(`${range};`) ? 3 : 0;
}
