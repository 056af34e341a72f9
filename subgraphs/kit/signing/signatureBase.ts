import { CALLER_HEADER } from "../caller/callerHeader.ts";

/** The headers a signature consists of or vouches for; nobody but the gateway sets them. */
export const SIGNING_HEADERS = ["content-digest", "signature", "signature-input", CALLER_HEADER] as const;

/** What a signature covers, in its order: everything an answer depends on. The README says why the host is not in it. */
const COVERED = ["@method", "@path", "@query", "content-type", "content-digest", CALLER_HEADER] as const;

/** The value of each covered component, by its name. */
export type SignedMessage = Readonly<Record<(typeof COVERED)[number], string>>;

/** The covered components as `Signature-Input` lists them (an inner list, RFC 8941, section 3.1.1). */
export const COVERED_LIST = `(${COVERED.map((name) => `"${name}"`).join(" ")})`;

/**
 * What is signed (RFC 9421, section 2.5): a line for each component, and the list of components with its parameters.
 * @param params the list and its parameters, exactly as `Signature-Input` has them
 */
export function signatureBase(components: Iterable<readonly [string, string]>, params: string): string {
  let base = "";
  for (const [name, value] of components) base += componentLine(name, value);
  return base + paramsLine(params);
}

const componentLine = (name: string, value: string) => `"${name}": ${value}\n`;
const paramsLine = (params: string) => `"@signature-params": ${params}`;

/** The signature base of one of our requests. */
export function baseOf(message: SignedMessage, params: string): string {
  let base = "";
  for (const name of COVERED) base += componentLine(name, message[name]);
  return base + paramsLine(params);
}

/** `@path` and `@query` of a request target (RFC 9421, sections 2.2.6 and 2.2.7: no query is `?`). */
export function pathAndQuery(target: string): { "@path": string; "@query": string } {
  const at = target.indexOf("?");
  return at === -1
    ? { "@path": target, "@query": "?" }
    : { "@path": target.slice(0, at), "@query": target.slice(at) };
}
