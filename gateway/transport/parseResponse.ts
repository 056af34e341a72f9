import type { SubgraphResponse } from "./SubgraphTransport.ts";

/**
 * The GraphQL response in these bytes (GraphQL spec, section 7.1; a byte order mark is skipped), or `undefined` when they
 * hold anything else.
 */
export function parseResponse(bytes: Buffer): SubgraphResponse | undefined {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let answer: unknown;
  try {
    answer = JSON.parse(bytes.toString("utf8", start));
  } catch {
    return undefined;
  }
  return isResponse(answer) ? answer : undefined;
}

/** `data` is an object or null, or there is at least one error; every error can be located and shown. */
function isResponse(answer: unknown): answer is SubgraphResponse {
  if (!isObject(answer)) return false;
  const { data, errors } = answer;
  if (data !== undefined && data !== null && !isObject(data)) return false;
  if (errors === undefined || errors === null) return data !== undefined;
  if (!Array.isArray(errors) || !errors.every(isError)) return false;
  return data !== undefined || errors.length > 0;
}

function isError(error: unknown): boolean {
  if (!isObject(error) || typeof error.message !== "string") return false;
  const { path, extensions } = error;
  const isPath = path === undefined || path === null || (Array.isArray(path) && path.every(isPathKey));
  return isPath && (extensions === undefined || extensions === null || isObject(extensions));
}

const isPathKey = (key: unknown) => typeof key === "string" || typeof key === "number";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
