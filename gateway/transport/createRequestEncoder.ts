import { LRUCache } from "lru-cache";
import type { SubgraphRequest } from "./SubgraphTransport.ts";

/** The part of a request body that is the same for every call of an operation. */
interface Head {
  operationName: string | undefined;
  /** The body up to the variables. */
  text: string;
  /** The whole body of a request without variables. */
  whole: Buffer;
}

/** Characters of operation text that are remembered. */
const REMEMBERED_CHARACTERS = 4_194_304;

/**
 * Makes the function that writes request bodies (GraphQL over HTTP, section "JSON Encoding"). Operations come from cached
 * plans, so their text is escaped once and only the variables are written anew.
 */
export function createRequestEncoder(): (request: SubgraphRequest) => Buffer {
  const heads = new LRUCache<string, Head>({
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: ({ text }) => text.length,
  });
  const headOf = (query: string, operationName: string | undefined): Head => {
    const known = heads.get(query);
    if (known && known.operationName === operationName) return known;
    const text = JSON.stringify({ query, operationName }).slice(0, -1);
    const head: Head = { operationName, text, whole: Buffer.from(`${text}}`) };
    heads.set(query, head);
    return head;
  };

  return ({ query, operationName, variables, variablesText }) => {
    const head = headOf(query, operationName);
    const values = variablesText ?? (variables ? JSON.stringify(variables) : "");
    return values === "" || values === "{}" ? head.whole : Buffer.from(`${head.text},"variables":${values}}`);
  };
}
